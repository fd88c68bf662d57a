package org.aitbc.endtoend.security;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** What becomes of sound JSON in bad hands. */
final class Bodies {

    private static final List<String> TYPES = List.of(
            "application/json;charset=utf-8",
            "application/json; charset=utf-16",
            "application/json; charset=no-such-charset",
            "application/json; charset=\"",
            "application/problem+json",
            "application/xml",
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "multipart/form-data; boundary=x",
            "text/plain",
            "text/html; charset=iso-8859-1",
            "application/octet-stream",
            "application/x-java-serialized-object",
            "*/*",
            "json",
            "/",
            ";",
            "");

    private static final List<byte[]> WHOLE = List.of(
            bytes(""),
            bytes(" "),
            bytes("{"),
            bytes("}"),
            bytes("[]"),
            bytes("null"),
            bytes("\"text\""),
            bytes("1e999999999"),
            bytes("{}{}"),
            bytes("{\"a\":1,}"),
            bytes("{\"a\" 1}"),
            bytes("// comment\n{}"),
            bytes("<a/>"),
            bytes("a=b&c=d"),
            bytes(JsonText.nested("[", "1", "]", 400)),
            bytes(JsonText.nested("[", "1", "]", 20_000)),
            bytes(JsonText.nested("{\"payload\":", "1", "}", 2_000)),
            bytes("{\"payload\":{\"a\":" + JsonText.nested("[", "1", "]", 600) + "}}"),
            bytes("{\"payload\":{\"type\":\"" + "t".repeat(100_000) + "\"}}"),
            bytes("{\"payload\":{" + "\"k\":1,".repeat(5_000) + "\"k\":1}}"),
            bytes("[" + "0,".repeat(50_000) + "0]"),
            bytes("{\"amount\":" + "9".repeat(20_000) + "}"),
            bytes("{\"" + "n".repeat(60_000) + "\":1}"),
            new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF, '{', '}'},
            new byte[] {(byte) 0xFF, (byte) 0xFE, '{', 0, '}', 0},
            new byte[] {'{', '"', (byte) 0xC0, (byte) 0x80, '"', ':', '1', '}'},
            new byte[] {'{', '"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"', ':', '1', '}'},
            new byte[64]);

    private Bodies() {}

    static byte[] whole(Random random) {
        return Hostile.pick(random, WHOLE);
    }

    static String type(Random random) {
        return Hostile.pick(random, TYPES);
    }

    static byte[] damaged(byte[] body, Random random) {
        if (body.length < 2) {
            return whole(random);
        }
        int at = random.nextInt(body.length);
        byte[] copy = body.clone();
        switch (random.nextInt(6)) {
            case 0 -> copy = Arrays.copyOf(body, at);
            case 1 -> copy[at] = (byte) random.nextInt(256);
            case 2 -> copy[at] = (byte) (0x80 + random.nextInt(0x80));
            case 3 -> copy[at] = 0;
            case 4 -> copy = joined(body, body);
            default -> copy = doubled(body);
        }
        return copy;
    }

    /** As a chunked body of one chunk, or of none: a second last chunk would be another request. */
    static byte[] chunked(byte[] body) {
        if (body.length == 0) {
            return bytes("0\r\n\r\n");
        }
        return joined(joined(bytes(Integer.toHexString(body.length) + "\r\n"), body), bytes("\r\n0\r\n\r\n"));
    }

    /** Each member twice. */
    private static byte[] doubled(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        return text.startsWith("{") && text.endsWith("}") && text.length() > 2
                ? bytes(text.substring(0, text.length() - 1) + "," + text.substring(1))
                : body;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        ByteArrayOutputStream all = new ByteArrayOutputStream(first.length + second.length);
        all.writeBytes(first);
        all.writeBytes(second);
        return all.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
