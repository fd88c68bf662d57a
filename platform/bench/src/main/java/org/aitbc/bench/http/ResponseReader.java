package org.aitbc.bench.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.aitbc.bench.http.HttpConnection.Answer;

/** Reads answers out of one buffer: what the harness spends on them, it takes from the server's cores. */
final class ResponseReader {

    private static final int STATUS_AT = "HTTP/1.1 ".length();
    private static final String LENGTH = "content-length:";
    private static final String CHUNKED = "transfer-encoding: chunked";

    private final InputStream in;
    private byte[] buffer = new byte[1 << 16];
    private int at;
    private int end;

    ResponseReader(InputStream in) {
        this.in = in;
    }

    Answer next() throws IOException {
        int status = Integer.parseInt(line().substring(STATUS_AT, STATUS_AT + 3));
        int length = 0;
        boolean chunked = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            if (header.regionMatches(true, 0, LENGTH, 0, LENGTH.length())) {
                length = Integer.parseInt(header.substring(LENGTH.length()).strip());
            } else if (header.regionMatches(true, 0, CHUNKED, 0, CHUNKED.length())) {
                chunked = true;
            }
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream(length);
        if (chunked) {
            for (int size = chunk(); size > 0; size = chunk()) {
                copy(size, body);
                line();
            }
            line();
        } else {
            copy(length, body);
        }
        return new Answer(status, body.toString(StandardCharsets.UTF_8));
    }

    private int chunk() throws IOException {
        return Integer.parseInt(line().strip(), 16);
    }

    private void copy(int bytes, ByteArrayOutputStream body) throws IOException {
        while (end - at < bytes) {
            fill();
        }
        body.write(buffer, at, bytes);
        at += bytes;
    }

    private String line() throws IOException {
        int length = 0;
        while (at + length == end || buffer[at + length] != '\n') {
            if (at + length == end) {
                fill();
            } else {
                length++;
            }
        }
        String line = new String(buffer, at, length, StandardCharsets.ISO_8859_1);
        at += length + 1;
        return line.stripTrailing();
    }

    private void fill() throws IOException {
        if (at > 0) {
            System.arraycopy(buffer, at, buffer, 0, end - at);
            end -= at;
            at = 0;
        }
        if (end == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * end);
        }
        int read = in.read(buffer, end, buffer.length - end);
        if (read < 0) {
            throw new EOFException("the server closed the connection");
        }
        end += read;
    }
}
