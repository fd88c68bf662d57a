package org.aitbc.payment.ledger;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.aitbc.domain.digest.Sha256;

/**
 * One change of the ledger: all of its steps or none, once. The caller chooses the id, so that a request whose answer was
 * lost can be repeated.
 *
 * @param kind what it is, such as {@code send} or {@code escrow.hold}; statements show it
 * @param reference what it is about, such as a payment's id
 * @param steps are taken in order; each must leave no balance below zero
 */
public record Posting(UUID id, String kind, String reference, List<Step> steps) {

    /** The kind of what holds the money of jobs, each of which a spending limit may bound. */
    public static final String FOR_JOBS = "escrow.hold";

    public Posting {
        steps = List.copyOf(steps);
    }

    public static Posting of(UUID id, String kind, String reference, Step... steps) {
        return new Posting(id, kind, reference, List.of(steps));
    }

    /** One step of a posting. Amounts are above zero, with up to 8 decimals. */
    public sealed interface Step {}

    public record Transfer(Account from, Account to, BigDecimal amount) implements Step {

        public Transfer {
            amount = positive(amount);
            if (from.currency() != to.currency() || from.equals(to)) {
                throw new IllegalArgumentException("from " + from + " to " + to);
            }
        }
    }

    /**
     * Sets money aside under a name of its own until it is resolved.
     *
     * @param into where it lies meanwhile
     */
    public record Hold(UUID id, Account from, Account into, BigDecimal amount) implements Step {

        public Hold {
            amount = positive(amount);
            if (from.currency() != into.currency() || from.equals(into)) {
                throw new IllegalArgumentException("from " + from + " into " + into);
            }
        }
    }

    /** Pays out of a hold that stays; shares to the account that it came from come back to it early. */
    public record Draw(UUID hold, List<Share> shares) implements Step {

        public Draw {
            shares = List.copyOf(shares);
            if (shares.isEmpty()) {
                throw new IllegalArgumentException("nothing is drawn");
            }
        }
    }

    /** How a hold ended. */
    public enum Resolution {
        POSTED,
        VOIDED,
        EXPIRED
    }

    /**
     * Decides about a hold, which can happen once.
     *
     * @param shares who gets what; the rest goes back to where the hold came from
     */
    public record Resolve(UUID hold, Resolution how, List<Share> shares) implements Step {

        public Resolve {
            shares = List.copyOf(shares);
            if (how != Resolution.POSTED && !shares.isEmpty()) {
                throw new IllegalArgumentException("only what is posted has shares");
            }
        }

        /** All of it goes back. */
        public static Resolve giveBack(UUID hold, Resolution how) {
            return new Resolve(hold, how, List.of());
        }
    }

    public record Share(Account to, BigDecimal amount) {

        public Share {
            amount = positive(amount);
        }
    }

    /** What tells this posting from another under the same id. */
    String digest() {
        return Sha256.hex(kind + "\n" + reference + "\n" + steps);
    }

    private static BigDecimal positive(BigDecimal amount) {
        if (amount.signum() <= 0) {
            throw new IllegalArgumentException("an amount must be above zero: " + amount);
        }
        return Amounts.exact(amount);
    }
}
