package org.aitbc.gateway.page;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** An answer of the gateway itself. */
public record Reply(int status, Map<String, String> headers, ByteBuf body) {

    private static final JsonMapper JSON = new JsonMapper();

    public static Reply json(int status, Object value) {
        return of(status, "application/json", JSON.writeValueAsBytes(value));
    }

    public static Reply text(String type, String text) {
        return of(200, type, text.getBytes(StandardCharsets.UTF_8));
    }

    public static Reply of(int status, String type, byte[] body) {
        return with(status, Map.of("Content-Type", type), body);
    }

    public static Reply with(int status, Map<String, String> headers, byte[] body) {
        return new Reply(status, headers, Unpooled.wrappedBuffer(body));
    }

    /** Sends the reader elsewhere. */
    public static Reply see(String location) {
        return new Reply(302, Map.of("Location", location), Unpooled.EMPTY_BUFFER);
    }
}
