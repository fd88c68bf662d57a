package org.aitbc.payment.rewards;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.aitbc.payment.ledger.Account;
import org.aitbc.payment.ledger.Amounts;
import org.aitbc.payment.ledger.Ledger;
import org.aitbc.payment.ledger.Result;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Pays distributions from the rewards pool. Each has a posting of its own rather than a step in one for all: the ledger
 * then knows each distribution by its id and pays none twice, and one call in one transaction is still all or nothing.
 */
@Component
class Payout {

    private final Ledger ledger;
    private final Distributions distributions;
    private final JdbcClient jdbc;

    Payout(Ledger ledger, Distributions distributions, JdbcClient jdbc) {
        this.ledger = ledger;
        this.distributions = distributions;
        this.jdbc = jdbc;
    }

    /**
     * Pays as many of the pending distributions as the pool covers, in their order, in the current transaction; one that
     * is too large is not passed over for smaller ones behind it.
     *
     * @return how many were paid
     */
    int pay(List<Distribution> pending) {
        ledger.lock();
        List<Distribution> covered = covered(pending);
        if (covered.isEmpty()) {
            return 0;
        }
        List<Result> results =
                ledger.post(covered.stream().map(Distribution::posting).toList());
        results.forEach(Result::orThrow);
        distributions.markDistributed(covered, results.getFirst().orThrow());
        return covered.size();
    }

    private List<Distribution> covered(List<Distribution> pending) {
        List<Distribution> covered = new ArrayList<>();
        BigDecimal left = pool();
        for (Distribution distribution : pending) {
            left = left.subtract(distribution.amount());
            if (left.signum() < 0) {
                return covered;
            }
            covered.add(distribution);
        }
        return covered;
    }

    private BigDecimal pool() {
        Account pool = Distribution.POOL;
        return jdbc.sql("select balance from payment.account where owner = ? and currency = ? and kind = ?")
                .params(pool.owner(), pool.currency().name(), pool.kind().text())
                .query(BigDecimal.class)
                .optional()
                .orElse(Amounts.ZERO);
    }
}
