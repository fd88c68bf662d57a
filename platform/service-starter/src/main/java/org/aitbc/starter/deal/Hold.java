package org.aitbc.starter.deal;

import java.math.BigDecimal;
import java.util.UUID;

/** A row of the table of holds, as far as it is sent. */
record Hold(
        UUID id,
        int attempt,
        State state,
        String kind,
        String reference,
        String payer,
        BigDecimal amount,
        String currency) {

    enum State {
        WANTED,
        TAKEN,
        DECIDED,
        SETTLED
    }

    boolean isFor(HoldTerms terms) {
        return kind.equals(terms.kind())
                && reference.equals(terms.reference())
                && payer.equals(terms.payer())
                && amount.compareTo(terms.amount()) == 0
                && currency.equals(terms.currency().name());
    }

    boolean isOver() {
        return state == State.DECIDED || state == State.SETTLED;
    }
}
