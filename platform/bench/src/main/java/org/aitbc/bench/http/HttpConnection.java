package org.aitbc.bench.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One kept-alive HTTP/1.1 connection to the gateway on the loopback, opened when first needed, and again after it broke. One
 * thread uses it; any may close it. A full client costs as much of the shared cores as the server; this one writes a request
 * in one piece and reads what the answer's headers promise.
 */
public final class HttpConnection implements AutoCloseable {

    private final int port;
    private final String head;
    private final Duration timeout;
    private volatile @Nullable Open open;

    /** @param headers further header lines, each ended with CRLF */
    public HttpConnection(int port, String headers) {
        this(port, headers, Duration.ofMinutes(5));
    }

    /** @param timeout of each read */
    public HttpConnection(int port, String headers, Duration timeout) {
        this.port = port;
        this.timeout = timeout;
        this.head = " HTTP/1.1\r\nHost: localhost:" + port + "\r\nContent-Type: application/json\r\n" + headers
                + "Content-Length: ";
    }

    private record Open(Socket socket, ResponseReader in, OutputStream out) {}

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
        return post(path, json, "");
    }

    /** @throws IOException when no answer came: what became of the request is unknown */
    public Answer post(String path, String json, String headers) throws IOException {
        send(path, json, headers);
        return read();
    }

    public Answer get(String path) throws IOException {
        write("GET " + path + head + "0\r\n\r\n", "");
        return read();
    }

    public Answer delete(String path) throws IOException {
        write("DELETE " + path + head + "0\r\n\r\n", "");
        return read();
    }

    /**
     * Sends a POST whose answer is yet to be read.
     *
     * @param headers of this request, as in the constructor
     */
    public void send(String path, String json, String headers) throws IOException {
        int length = json.getBytes(StandardCharsets.UTF_8).length;
        write("POST " + path + head + length + "\r\n" + headers + "\r\n", json);
    }

    /** The answer to what was sent first of what is not answered. */
    public Answer read() throws IOException {
        Open connection = open;
        if (connection == null) {
            throw new IOException("the connection was closed");
        }
        try {
            return connection.in().next();
        } catch (IOException | RuntimeException e) {
            close();
            throw e instanceof IOException broken ? broken : new IOException("not an answer", e);
        }
    }

    @Override
    public void close() {
        Open connection = open;
        open = null;
        if (connection != null) {
            try {
                connection.socket().close();
            } catch (IOException e) {
                // it is gone either way
            }
        }
    }

    private void write(String start, String body) throws IOException {
        try {
            connected().out().write((start + body).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private Open connected() throws IOException {
        Open connection = open;
        if (connection == null) {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(Math.toIntExact(timeout.toMillis()));
            connection = new Open(socket, new ResponseReader(socket.getInputStream()), socket.getOutputStream());
            open = connection;
        }
        return connection;
    }
}
