package org.aitbc.domain.error;

/**
 * A fact about a request that cannot be granted. Each service answers it as RFC 9457 problem JSON: the subclass decides
 * the status, {@link #code()} is the machine-readable reason and the message is the {@code detail} people read.
 */
public abstract sealed class DomainException extends RuntimeException
        permits Invalid, NotFound, Conflict, Forbidden, PaymentRequired, TooEarly, Unavailable {

    private final String code;

    DomainException(String code, String detail) {
        super(detail, null, false, false);
        this.code = code;
    }

    /** The reason in upper snake case, for example {@code JOB_NOT_FOUND}. */
    public String code() {
        return code;
    }

    /** The HTTP status this fact is answered with. */
    public abstract int status();
}
