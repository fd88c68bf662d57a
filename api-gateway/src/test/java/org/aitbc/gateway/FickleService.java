package org.aitbc.gateway;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A service that does not treat its connections as it should. */
final class FickleService {

    /** What it does with each. */
    interface Behavior {
        void serve(BufferedReader in, OutputStream out) throws IOException;
    }

    private final ServerSocket server;
    private final Behavior behavior;

    FickleService(Behavior behavior) {
        this.behavior = behavior;
        try {
            server = new ServerSocket(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    String url() {
        return "http://localhost:" + server.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket caller = server.accept();
                Thread.ofVirtual().start(() -> serve(caller));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers one request, promises to keep the connection, and hangs up on the next one. */
    static void hangUpOnTheSecond(BufferedReader in, OutputStream out) throws IOException {
        readHead(in);
        answer("200 OK", out);
        readHead(in);
    }

    /** Answers before it has read the body, and takes what is left of it for nothing. */
    static void refuseUnread(BufferedReader in, OutputStream out) throws IOException {
        readHead(in);
        answer("400 Bad Request\r\nConnection: close", out);
        in.skip(Long.MAX_VALUE);
    }

    private void serve(Socket caller) {
        try (caller) {
            behavior.serve(
                    new BufferedReader(new InputStreamReader(caller.getInputStream(), StandardCharsets.US_ASCII)),
                    caller.getOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void answer(String status, OutputStream out) throws IOException {
        out.write(("HTTP/1.1 " + status + "\r\nContent-Length: 4\r\n\r\ndone").getBytes(StandardCharsets.US_ASCII));
    }

    private static void readHead(BufferedReader in) throws IOException {
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            // whatever is asked
        }
    }
}
