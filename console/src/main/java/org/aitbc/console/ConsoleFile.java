package org.aitbc.console;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** A file of the pages, as it is to be sent. */
public final class ConsoleFile {

    private static final String HTML = "html";
    private static final Map<String, String> TYPES = Map.of(
            HTML,
            "text/html; charset=utf-8",
            "css",
            "text/css; charset=utf-8",
            "js",
            "text/javascript; charset=utf-8",
            "svg",
            "image/svg+xml");

    private final byte[] content;
    private final Map<String, String> headers;

    private ConsoleFile(byte[] content, Map<String, String> headers) {
        this.content = content;
        this.headers = Map.copyOf(headers);
    }

    static ConsoleFile of(String name, byte[] content) {
        String ending = name.substring(name.lastIndexOf('.') + 1);
        Map<String, String> headers = new TreeMap<>();
        headers.put("Content-Type", Objects.requireNonNull(TYPES.get(ending), name));
        headers.put("ETag", '"' + HexFormat.of().formatHex(sha256(content), 0, 16) + '"');
        // names carry no version, so each use asks whether the file is still the same
        headers.put("Cache-Control", "no-cache");
        if (ending.equals(HTML)) {
            headers.putAll(Policy.of(content));
        }
        return new ConsoleFile(content, headers);
    }

    static boolean isServed(String ending) {
        return TYPES.containsKey(ending);
    }

    public ByteBuffer content() {
        return ByteBuffer.wrap(content).asReadOnlyBuffer();
    }

    /** What the answer says besides its length. */
    public Map<String, String> headers() {
        return headers;
    }

    /** Whether a reader who has what this {@code If-None-Match} names has this file. */
    public boolean isAmong(String tags) {
        return tags.strip().equals("*") || tags.contains(Objects.requireNonNull(headers.get("ETag")));
    }

    static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
