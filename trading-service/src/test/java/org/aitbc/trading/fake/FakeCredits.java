package org.aitbc.trading.fake;

import java.math.BigDecimal;
import java.util.*;
import org.aitbc.domain.error.*;
import org.aitbc.domain.payment.ChainCredits;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

/** Credits as payment-service does, in memory: once for each reference. */
@Component
@Primary
public final class FakeCredits implements ChainCredits {

    private final Map<String, Credit> credits = new HashMap<>();
    private final Set<String> lost = new HashSet<>();

    /** The next answer about this principal is lost. */
    public synchronized void loseAnswer(String owner) {
        lost.add(owner);
    }

    public synchronized BigDecimal of(String owner) {
        return credits.values().stream()
                .filter(one -> one.owner().equals(owner))
                .map(Credit::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Override
    public synchronized void credit(Credit credit) {
        Credit before = credits.putIfAbsent(credit.reference(), credit);
        if (before != null && !before.equals(credit)) {
            throw new Conflict("DEPOSIT_EXISTS", "it was credited otherwise");
        }
        if (lost.remove(credit.owner())) {
            throw new Unavailable("SERVICE_UNAVAILABLE", "payment-service cannot be reached");
        }
    }
}
