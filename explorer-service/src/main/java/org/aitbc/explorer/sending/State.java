package org.aitbc.explorer.sending;

import java.util.Locale;

/**
 * How far a transaction is. All but the first are told from the chain, so a reorganisation may take them back.
 *
 * <pre>
 * QUEUED -> SUBMITTED <-> MINED -> CONFIRMED | FAILED | CANCELLED
 *      \-> CANCELLED | FAILED
 * </pre>
 */
public enum State {
    /** It has no nonce yet. */
    QUEUED,
    /** It has a nonce and is signed; nodes have it, or will. */
    SUBMITTED,
    /** It is in a block, which may still go away. */
    MINED,
    /** It is as deep as the chain's configuration asks for. */
    CONFIRMED,
    /** As deep, but reverted; or it could not be sent at all. */
    FAILED,
    /** It was not sent, or another one took its nonce and is as deep. */
    CANCELLED;

    /** As it is kept and shown. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException for text that is none */
    public static State of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
