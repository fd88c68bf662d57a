package org.aitbc.bench.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * One kept-alive HTTP/1.1 connection to the gateway on the loopback. A full client costs as much of the shared cores as the
 * server; this one writes a request in one piece and reads what the answer's headers promise.
 */
public final class Link implements AutoCloseable {

    private final Socket socket;
    private final Incoming in;
    private final OutputStream out;
    private final String head;

    /** @param headers further header lines, each ended with CRLF */
    public Link(int port, String headers) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        in = new Incoming(socket.getInputStream());
        out = socket.getOutputStream();
        head = " HTTP/1.1\r\nHost: localhost:" + port + "\r\nContent-Type: application/json\r\n" + headers
                + "Content-Length: ";
    }

    /** The body is empty where the answer has none. */
    public record Answer(int status, String body) {

        /** This answer, if its status is one of those. */
        public Answer require(int... accepted) {
            for (int one : accepted) {
                if (status == one) {
                    return this;
                }
            }
            throw new IllegalStateException("answered " + status + ": " + body);
        }
    }

    public Answer post(String path, String json) throws IOException {
        send(path, json, "");
        return read();
    }

    /** Breaks off, with an exception, when nothing is read for so long. */
    public Link giveUpAfter(Duration silence) throws IOException {
        socket.setSoTimeout(Math.toIntExact(silence.toMillis()));
        return this;
    }

    /**
     * Sends a POST whose answer is yet to be read.
     *
     * @param headers of this request, as in the constructor
     */
    public void send(String path, String json, String headers) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        byte[] start =
                ("POST " + path + head + body.length + "\r\n" + headers + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
        byte[] request = new byte[start.length + body.length];
        System.arraycopy(start, 0, request, 0, start.length);
        System.arraycopy(body, 0, request, start.length, body.length);
        out.write(request);
    }

    public Answer get(String path) throws IOException {
        out.write(("GET " + path + head + "0\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
        return read();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** The answer to what was sent first of what is not answered. */
    public Answer read() throws IOException {
        return in.next();
    }
}
