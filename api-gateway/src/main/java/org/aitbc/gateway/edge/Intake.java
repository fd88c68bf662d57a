package org.aitbc.gateway.edge;

import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.LastHttpContent;
import org.aitbc.gateway.proxy.HeldParts;

/**
 * The body of a request as it comes in. A small one is kept until it is whole, and a larger one has to keep coming: a
 * service gives a request a place before its body is there, which whoever sends slowly would hold.
 */
final class Intake {

    static final int SMALL = 16 << 10;
    static final long PACE = 256 << 10;

    private final KeptBodies kept;
    private final HeldParts held = new HeldParts();
    private long size;
    private long timeAt;
    private boolean isWhole;
    private boolean isKept;

    Intake(KeptBodies kept) {
        this.kept = kept;
    }

    void count(HttpContent part) {
        size += part.content().readableBytes();
        isWhole |= part instanceof LastHttpContent;
    }

    boolean isWhole() {
        return isWhole;
    }

    boolean isOver(long most) {
        return size > most;
    }

    void hold(HttpContent part) {
        held.add(part);
    }

    /** Whether a service may hear of it. */
    boolean mayPass() {
        return isWhole || size > SMALL;
    }

    /** Keeps what has come until there is more; false when there is no room for it. */
    boolean keep() {
        isKept = isKept || kept.enter();
        held.gather();
        return isKept;
    }

    /** Hands over what was held, and says in the headers how long it is where that is known by now. */
    HeldParts pass(HttpHeaders headers) {
        if (isWhole && headers.contains(HttpHeaderNames.TRANSFER_ENCODING)) {
            headers.remove(HttpHeaderNames.TRANSFER_ENCODING);
            headers.set(HttpHeaderNames.CONTENT_LENGTH, size);
        }
        leave();
        return held;
    }

    void release() {
        leave();
        held.release();
    }

    /** Whether the rest may take its time: at first, and again for each {@link #PACE} that has come. */
    boolean earnsTime() {
        if (isWhole || size < timeAt) {
            return false;
        }
        timeAt = size + PACE;
        return true;
    }

    private void leave() {
        if (isKept) {
            isKept = false;
            kept.leave();
        }
    }
}
