package org.aitbc.payment.ledger;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.payment.Currency;

/**
 * One account: what an owner has of a currency, for one purpose. It is opened by the first posting that names it.
 *
 * @param owner a principal, or {@link #NETWORK}
 */
public record Account(String owner, Currency currency, Kind kind) {

    /** Owns what belongs to nobody in particular; no principal can have this name. */
    public static final String NETWORK = "@network";

    /** What the money is there for. Only {@code EXTERNAL} may be below zero: it mirrors what came in from outside. */
    public enum Kind {
        AVAILABLE,
        ESCROW,
        STAKE,
        REWARDS,
        POOL,
        FEES,
        TREASURY,
        EXTERNAL;

        @JsonValue
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * A kind by its name in any case.
         *
         * @throws Invalid when there is none of this name
         */
        public static Kind of(String text) {
            for (Kind kind : values()) {
                if (kind.name().equalsIgnoreCase(text)) {
                    return kind;
                }
            }
            throw new Invalid(
                    "VALIDATION_ERROR",
                    "kind: must be one of "
                            + Stream.of(values()).map(Kind::text).collect(Collectors.joining(", ")));
        }
    }

    /** What a principal can spend. */
    public static Account available(String principal, Currency currency) {
        return new Account(principal, currency, Kind.AVAILABLE);
    }

    /** Where the fees of the network go. */
    public static Account fees(Currency currency) {
        return new Account(NETWORK, currency, Kind.FEES);
    }

    /** Where penalties go. */
    public static Account treasury(Currency currency) {
        return new Account(NETWORK, currency, Kind.TREASURY);
    }

    /** What rewards are paid from. */
    public static Account rewardsPool(Currency currency) {
        return new Account(NETWORK, currency, Kind.POOL);
    }

    /** The world outside: what was deposited, less what was withdrawn, as a negative balance. */
    public static Account external(Currency currency) {
        return new Account(NETWORK, currency, Kind.EXTERNAL);
    }

    boolean mayBeOverdrawn() {
        return kind == Kind.EXTERNAL;
    }
}
