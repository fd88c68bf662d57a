package org.aitbc.payment.ledger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.aitbc.domain.payment.Currency;
import org.aitbc.payment.ledger.Account.Kind;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The money of the suite's own currency: where it is, and what became of what was held. */
@Component
public class MoneyMeters {

    private static final int EVERY_MILLIS = 15_000;

    private static final String BALANCES = """
            select kind, sum(balance) as balance from payment.account where currency = 'AITBC' group by kind""";

    /** @param due what of the held money goes to payees and in fees; the rest goes back to the payer */
    public record Decided(Currency currency, BigDecimal held, BigDecimal due) {}

    private record Balance(Kind kind, double balance) {}

    private final JdbcClient jdbc;
    private final Map<Kind, Double> balances = new ConcurrentHashMap<>();
    private final Counter paid;
    private final Counter returned;

    MoneyMeters(JdbcClient jdbc, MeterRegistry meters) {
        this.jdbc = jdbc;
        paid = settled(meters, "payee");
        returned = settled(meters, "payer");
        for (Kind kind : Kind.values()) {
            Gauge.builder("aitbc.ledger.balance", balances, all -> all.getOrDefault(kind, 0.0))
                    .description("AITBC in all accounts of a kind; escrow is what is held for jobs and deals")
                    .tag("kind", kind.text())
                    .register(meters);
        }
    }

    @Scheduled(fixedDelay = EVERY_MILLIS)
    public void measure() {
        jdbc.sql(BALANCES).query(Balance.class).list().forEach(one -> balances.put(one.kind(), one.balance()));
    }

    /** Counts what was decided about, once the transaction has committed. */
    public void settled(List<Decided> all) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                all.stream().filter(one -> one.currency() == Currency.AITBC).forEach(one -> {
                    paid.increment(one.due().doubleValue());
                    returned.increment(one.held().subtract(one.due()).doubleValue());
                });
            }
        });
    }

    private static Counter settled(MeterRegistry meters, String to) {
        return Counter.builder("aitbc.money.settled")
                .description(
                        "AITBC that was held and is decided about: to its payees with the fees, or back to the payer")
                .tag("to", to)
                .register(meters);
    }
}
