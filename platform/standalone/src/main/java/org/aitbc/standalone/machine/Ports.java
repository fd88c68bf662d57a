package org.aitbc.standalone.machine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** TCP ports of the loopback address. */
public final class Ports {

    /** Below the ranges that Linux and macOS take for outgoing connections, which would come and go on a port. */
    private static final int LOWEST = 20_000;

    private static final int HIGHEST = 32_000;

    /** What was chosen may not be listened on yet when the next one is. */
    private static final Set<Integer> CHOSEN = ConcurrentHashMap.newKeySet();

    private Ports() {}

    /** A port that nobody listens on now, and that was not chosen before. */
    public static int free() {
        for (int attempt = 0; attempt < 1000; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            if (isFree(port) && CHOSEN.add(port)) {
                return port;
            }
        }
        throw new Refused("no free port between " + LOWEST + " and " + HIGHEST);
    }

    /**
     * The port itself, when it can be had.
     *
     * @param setting where another one can be chosen
     * @throws Refused when somebody listens on it
     */
    public static int require(int port, String setting) {
        if (!isFree(port)) {
            throw new Refused("port " + port + " is taken, choose another with " + setting);
        }
        return port;
    }

    /** Whether somebody takes connections on it. */
    public static boolean answers(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
