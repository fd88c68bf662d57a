package org.aitbc.gateway.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpContent;
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

    /** Makes one part of them that takes no more room than its bytes. */
    public void gather() {
        if (parts == null) {
            return;
        }
        ByteBuf all = Unpooled.buffer(
                parts.stream().mapToInt(part -> part.content().readableBytes()).sum());
        drainTo(part -> {
            all.writeBytes(part.content());
            part.release();
        });
        add(new DefaultHttpContent(all));
    }

    public void release() {
        drainTo(HttpContent::release);
    }
}
