package org.aitbc.standalone.postgres;

import org.jspecify.annotations.Nullable;

/** PostgreSQL could not be unpacked, set up, started or stopped; the message says why, with the server's own words. */
public final class PostgresFailed extends RuntimeException {

    PostgresFailed(String message) {
        this(message, null);
    }

    PostgresFailed(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
