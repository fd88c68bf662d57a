package org.aitbc.endtoend.security;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A kept-alive connection that sends the very bytes it is given, which clients worth the name would not. */
final class Wire implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final int port;
    private @Nullable Socket socket;
    private InputStream in = InputStream.nullInputStream();

    Wire(int port) {
        this.port = port;
    }

    /**
     * @return the answer; of a stream of events, no more than its head
     * @throws IOException when there is none within {@link #PATIENCE}, or it breaks off
     */
    Answer send(Request request) throws IOException {
        boolean kept = socket != null;
        try {
            return exchange(request);
        } catch (IOException e) {
            close();
            // a server may close a connection that was idle; that is no answer to what was sent on it
            if (kept && !(e instanceof SocketTimeoutException)) {
                return exchange(request);
            }
            throw e;
        }
    }

    @Override
    public void close() {
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException e) {
                // as closed as it gets
            }
            socket = null;
        }
    }

    private Answer exchange(Request request) throws IOException {
        Socket open = socket == null ? open() : socket;
        try {
            open.getOutputStream().write(request.bytes(port));
        } catch (IOException e) {
            // a server that has read enough may answer and close before it has read all
        }
        Answer answer = read(request.method().equals("HEAD"));
        while (answer.status() == 100) {
            answer = read(request.method().equals("HEAD"));
        }
        if (answer.header("connection").equalsIgnoreCase("close") || isStream(answer)) {
            close();
        }
        return answer;
    }

    private Socket open() throws IOException {
        Socket opened = new Socket(InetAddress.getLoopbackAddress(), port);
        opened.setTcpNoDelay(true);
        opened.setSoTimeout((int) PATIENCE.toMillis());
        in = new BufferedInputStream(opened.getInputStream(), 1 << 14);
        socket = opened;
        return opened;
    }

    private Answer read(boolean headOnly) throws IOException {
        int status = Integer.parseInt(line().substring(9, 12));
        Map<String, String> headers = new HashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.merge(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip(),
                    (first, second) -> first + ", " + second);
        }
        Answer head = new Answer(status, headers, "");
        if (headOnly || status < 200 || status == 204 || status == 304 || isStream(head)) {
            return head;
        }
        byte[] body = head.header("transfer-encoding").equalsIgnoreCase("chunked")
                ? chunks()
                : in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        return new Answer(status, headers, new String(body, StandardCharsets.UTF_8));
    }

    private static boolean isStream(Answer answer) {
        return answer.header("content-type").startsWith("text/event-stream");
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            body.write(in.readNBytes(size));
            line();
        }
        line();
        return body.toByteArray();
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("closed without an answer");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}
