package org.aitbc.gateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A connection on which a test writes what no HTTP client would. */
public final class Wire implements AutoCloseable {

    public static final String HEAD =
            " HTTP/1.1\r\nHost: gateway\r\nX-Request-ID: mine\r\nX-Api-Key: " + Network.CLIENT_KEY + "\r\n";

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    public Wire(int port) {
        try {
            socket = new Socket("localhost", port);
            socket.setSoTimeout(10_000);
            in = socket.getInputStream();
            out = socket.getOutputStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is answered until the gateway closes the connection. */
    public static String exchange(int port, String sent) {
        try (Wire wire = new Wire(port)) {
            wire.send(sent);
            return wire.rest();
        }
    }

    public void send(String text) {
        try {
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean isAnswered() {
        try {
            return in.available() > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What comes up to and with this text. */
    public String until(String text) {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try {
            while (!read.toString(StandardCharsets.ISO_8859_1).endsWith(text)) {
                int next = in.read();
                if (next < 0) {
                    throw new IllegalStateException("closed after: " + read.toString(StandardCharsets.ISO_8859_1));
                }
                read.write(next);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return read.toString(StandardCharsets.ISO_8859_1);
    }

    public String rest() {
        try {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
