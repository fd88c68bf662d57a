package org.aitbc.gateway.access;

import org.aitbc.domain.identity.Caller;
import org.aitbc.gateway.limit.Bucket;
import org.jspecify.annotations.Nullable;

/**
 * What a connection may remember about the key it last sent, so that its next request asks no cache. It belongs to that
 * connection's event loop.
 */
public final class Pass {

    private final String key;
    private final long freshUntil;
    private final Caller caller;
    private final Bucket bucket;
    private @Nullable String service;
    private String authorization = "";

    Pass(String key, long freshUntil, Caller caller, Bucket bucket) {
        this.key = key;
        this.freshUntil = freshUntil;
        this.caller = caller;
        this.bucket = bucket;
    }

    boolean isFor(String presented, long now) {
        return freshUntil - now > 0 && key.equals(presented);
    }

    Caller caller() {
        return caller;
    }

    Bucket bucket() {
        return bucket;
    }

    String authorization(String wanted, CallerTokens tokens) {
        if (!wanted.equals(service)) {
            authorization = "Bearer " + tokens.token(caller, wanted);
            service = wanted;
        }
        return authorization;
    }
}
