package org.aitbc.bench.gateway;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A kept-alive connection that repeats one request. It reads only as much of an answer as it must. */
final class KeptConnection implements AutoCloseable {

    private static final byte[] END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LENGTH = "\r\ncontent-length:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] OK = "HTTP/1.1 200".getBytes(StandardCharsets.US_ASCII);
    private static final int LARGEST = 4096;

    private final SocketChannel channel;
    private final ByteBuffer request;
    private final ByteBuffer answer = ByteBuffer.allocateDirect(LARGEST);
    private final byte[] seen = new byte[LARGEST];
    private long sentAt;
    private long answered;

    KeptConnection(int port, byte[] request, Selector selector) throws IOException {
        channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, this);
        this.request = ByteBuffer.allocateDirect(request.length).put(request);
    }

    void send(long now) throws IOException {
        sentAt = now;
        request.flip();
        channel.write(request);
        if (request.hasRemaining()) {
            throw new IOException("a short request did not fit the socket");
        }
    }

    /** Whether the whole answer has come. */
    boolean receive() throws IOException {
        if (channel.read(answer) < 0) {
            throw new EOFException("the connection was closed");
        }
        int size = answer.position();
        answer.get(0, seen, 0, size);
        int head = find(END, size);
        if (head < 0 || size < head + END.length + length(head)) {
            return false;
        }
        if (!Arrays.equals(seen, 0, OK.length, OK, 0, OK.length)) {
            throw new IOException("answered " + new String(seen, 0, size, StandardCharsets.US_ASCII));
        }
        answer.clear();
        answered++;
        return true;
    }

    long sentAt() {
        return sentAt;
    }

    long answered() {
        return answered;
    }

    void resetCount() {
        answered = 0;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private int length(int head) {
        int at = find(LENGTH, head) + LENGTH.length;
        int length = 0;
        for (; seen[at] != '\r'; at++) {
            if (seen[at] != ' ') {
                length = length * 10 + seen[at] - '0';
            }
        }
        return length;
    }

    private int find(byte[] lowerCase, int end) {
        for (int from = 0; from <= end - lowerCase.length; from++) {
            int i = 0;
            while (i < lowerCase.length && lower(seen[from + i]) == lowerCase[i]) {
                i++;
            }
            if (i == lowerCase.length) {
                return from;
            }
        }
        return -1;
    }

    private static int lower(byte c) {
        return c >= 'A' && c <= 'Z' ? c + 32 : c;
    }
}
