package org.aitbc.endtoend.security;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A request as it goes over the wire, sound or not.
 *
 * @param headers whole lines; the length of the body is added where none of them tells it
 */
@SuppressWarnings("ArrayRecordComponent") // bytes are what it is about, and nobody compares them
record Request(String method, String target, List<String> headers, byte[] body) {

    private static final byte[] NOTHING = {};

    static Request of(String method, String target) {
        return new Request(method, target, List.of(), NOTHING);
    }

    Request with(String header) {
        List<String> more = new ArrayList<>(headers);
        more.add(header);
        return new Request(method, target, more, body);
    }

    Request withKey(String key) {
        return with("X-Api-Key: " + key);
    }

    Request withJson(String json) {
        return json.isEmpty()
                ? this
                : new Request(method, target, headers, json.getBytes(StandardCharsets.UTF_8))
                        .with("Content-Type: application/json");
    }

    Request to(String otherTarget) {
        return new Request(method, otherTarget, headers, body);
    }

    byte[] bytes(int port) {
        StringBuilder head = new StringBuilder(256);
        head.append(method).append(' ').append(target).append(" HTTP/1.1\r\n");
        if (lacks("host")) {
            head.append("Host: localhost:").append(port).append("\r\n");
        }
        headers.forEach(header -> head.append(header).append("\r\n"));
        if (lacks("content-length") && lacks("transfer-encoding") && (body.length > 0 || !method.equals("GET"))) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        // a character is a byte here, so that a test can say any
        all.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        all.writeBytes(body);
        return all.toByteArray();
    }

    private boolean lacks(String name) {
        return headers.stream().noneMatch(header -> header.regionMatches(true, 0, name + ":", 0, name.length() + 1));
    }

    @Override
    public String toString() {
        String sent = new String(bytes(0), StandardCharsets.ISO_8859_1);
        return sent.length() > 2000 ? sent.substring(0, 2000) + "... (" + sent.length() + " bytes)" : sent;
    }
}
