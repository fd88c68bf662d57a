package org.aitbc.bench.ledger;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.aitbc.payment.ledger.Account;
import org.aitbc.payment.ledger.Posting.Transfer;

/** What a client asks for: one transfer, or several that happen together. */
record Order(UUID id, List<Transfer> transfers) {

    /** A change of one account. */
    record Side(Account account, BigDecimal amount) {}

    /** Both sides of each transfer, in order. */
    List<Side> sides() {
        List<Side> sides = new ArrayList<>();
        for (Transfer transfer : transfers) {
            sides.add(new Side(transfer.from(), transfer.amount().negate()));
            sides.add(new Side(transfer.to(), transfer.amount()));
        }
        return sides;
    }
}
