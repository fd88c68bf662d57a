package org.aitbc.starter.request;

import org.aitbc.domain.error.Invalid;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** The {@code Idempotency-Key} of requests: what it may be, and what is answered when it names another request. */
public final class IdempotencyHeader {

    public static final String NAME = "Idempotency-Key";

    private static final int LONGEST = 255;

    private IdempotencyHeader() {}

    /** The key of the request that this thread serves; null without one, and outside of a request. */
    public static @Nullable String current() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes served
                ? served.getRequest().getHeader(NAME)
                : null;
    }

    /**
     * The key as it was given.
     *
     * @throws Invalid when it is blank or too long
     */
    public static String checked(String key) {
        if (key.isBlank() || key.length() > LONGEST) {
            throw new Invalid("INVALID_IDEMPOTENCY_KEY", "Idempotency-Key: 1 to 255 characters");
        }
        return key;
    }

    /** The key came with another request before. */
    public static Invalid reused() {
        return new Invalid("IDEMPOTENCY_KEY_REUSED", "Idempotency-Key: was used for another request");
    }
}
