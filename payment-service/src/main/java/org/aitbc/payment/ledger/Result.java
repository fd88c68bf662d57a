package org.aitbc.payment.ledger;

import java.time.Instant;
import org.aitbc.domain.error.DomainException;
import org.jspecify.annotations.Nullable;

/**
 * What became of a posting.
 *
 * @param at when it was written, also for a repetition; null where it was refused
 * @param repeated whether it had been written before
 * @param refused why nothing was written, or null
 */
public record Result(
        @Nullable Instant at, boolean repeated, @Nullable DomainException refused) {

    static Result written(Instant at) {
        return new Result(at, false, null);
    }

    static Result repeated(Instant at) {
        return new Result(at, true, null);
    }

    static Result refused(DomainException fact) {
        return new Result(null, false, fact);
    }

    /** When it was written. @throws DomainException when it was refused */
    public Instant orThrow() {
        if (refused != null) {
            throw refused;
        }
        if (at == null) {
            throw new IllegalStateException("neither written nor refused");
        }
        return at;
    }
}
