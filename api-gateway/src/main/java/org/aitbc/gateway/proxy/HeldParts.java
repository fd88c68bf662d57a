package org.aitbc.gateway.proxy;

import io.netty.handler.codec.http.HttpContent;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Parts of a body that came before there was anywhere to send them. */
public final class HeldParts {

    private @Nullable Queue<HttpContent> parts;

    public void add(HttpContent part) {
        if (parts == null) {
            parts = new ArrayDeque<>(2);
        }
        parts.add(part);
    }

    /** Hands them over in their order. */
    public void drainTo(Consumer<HttpContent> next) {
        Queue<HttpContent> held = parts;
        parts = null;
        if (held != null) {
            held.forEach(next);
        }
    }

    public void release() {
        drainTo(HttpContent::release);
    }
}
