package org.aitbc.bench.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.aitbc.bench.http.Link.Answer;

/** Reads answers out of one buffer, in place: what the harness spends on them, it takes from the server's cores. */
final class Incoming {

    private static final int BUFFER = 1 << 16;
    private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CHUNKED = "transfer-encoding: chunked".getBytes(StandardCharsets.US_ASCII);
    private static final int STATUS_AT = "HTTP/1.1 ".length();
    private static final int LOWER_CASE = 0x20;

    private final InputStream in;
    private byte[] buffer = new byte[BUFFER];
    private int at;
    private int end;
    private int line;
    private int lineEnd;

    Incoming(InputStream in) {
        this.in = in;
    }

    Answer next() throws IOException {
        readLine();
        int status = number(line + STATUS_AT, line + STATUS_AT + 3, 10);
        int length = 0;
        boolean chunked = false;
        for (readLine(); line < lineEnd; readLine()) {
            if (starts(LENGTH)) {
                length = number(line + LENGTH.length, lineEnd, 10);
            } else if (starts(CHUNKED)) {
                chunked = true;
            }
        }
        return new Answer(status, chunked ? chunks() : text(length));
    }

    private String chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = chunk(); size > 0; size = chunk()) {
            require(size);
            body.write(buffer, at, size);
            at += size;
            readLine();
        }
        readLine();
        return body.toString(StandardCharsets.UTF_8);
    }

    private int chunk() throws IOException {
        readLine();
        return number(line, lineEnd, 16);
    }

    private String text(int length) throws IOException {
        require(length);
        String text = new String(buffer, at, length, StandardCharsets.UTF_8);
        at += length;
        return text;
    }

    /** Makes the next line the current one, without its end. */
    private void readLine() throws IOException {
        int scanned = 0;
        while (true) {
            for (int i = at + scanned; i < end; i++) {
                if (buffer[i] == '\n') {
                    line = at;
                    lineEnd = i > at && buffer[i - 1] == '\r' ? i - 1 : i;
                    at = i + 1;
                    return;
                }
            }
            scanned = end - at;
            fill();
        }
    }

    private void require(int bytes) throws IOException {
        while (end - at < bytes) {
            fill();
        }
    }

    private void fill() throws IOException {
        if (at == end) {
            at = 0;
            end = 0;
        } else if (end == buffer.length) {
            byte[] target = at > 0 ? buffer : Arrays.copyOf(buffer, 2 * buffer.length);
            System.arraycopy(buffer, at, target, 0, end - at);
            buffer = target;
            end -= at;
            at = 0;
        }
        int read = in.read(buffer, end, buffer.length - end);
        if (read < 0) {
            throw new EOFException("the gateway closed the connection");
        }
        end += read;
    }

    private boolean starts(byte[] name) {
        if (lineEnd - line < name.length) {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            if ((buffer[line + i] | LOWER_CASE) != name[i]) {
                return false;
            }
        }
        return true;
    }

    /** Blanks around it are left out. */
    private int number(int from, int to, int radix) {
        int number = 0;
        for (int i = from; i < to; i++) {
            if (buffer[i] != ' ') {
                number = number * radix + Character.digit(buffer[i], radix);
            }
        }
        return number;
    }
}
