package org.aitbc.market.priceindex;

import java.sql.Timestamp;
import java.util.Optional;
import org.aitbc.market.sweep.Sweep;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Sums up the receipts of each past hour, so that no request reads all of them. */
@Component
record PriceSampling(JdbcClient jdbc, TransactionTemplate transactions) {

    @Scheduled(
            fixedDelayString = "${aitbc.market.price-index.look:60s}",
            initialDelayString = "${aitbc.market.price-index.look:60s}")
    void sumAll() {
        Sweep.run("sums of receipts", () -> {
            while (sumNext()) {
                // hours behind are made up for
            }
        });
    }

    /** Whether there was an hour to sum up; settlements have a time a moment before they can be seen. */
    boolean sumNext() {
        return Boolean.TRUE.equals(transactions.execute(_ -> {
            Optional<Timestamp> next = jdbc.sql("""
                select start from (
                  select coalesce((select until from marketplace.price_printed),
                                  date_trunc('hour', (select min(settled_at) from core.payment where status = 'released'))) as start
                  where pg_try_advisory_xact_lock(hashtextextended('marketplace.price_print', 0))) first
                where start < now() - interval '70 minutes'\
                """).query(Timestamp.class).optional();
            next.ifPresent(this::sum);
            return next.isPresent();
        }));
    }

    private void sum(Timestamp start) {
        Timestamp end = new Timestamp(start.getTime() + 3_600_000);
        jdbc.sql(PriceIndex.RECEIPTS + """
            insert into marketplace.price_print
            select date_trunc('hour', settled_at), model, sum(paid), sum(seconds), count(*) from settled group by 1, 2\
            """)
                .param("from", start)
                .param("to", end)
                .update();
        jdbc.sql("""
            insert into marketplace.price_printed (until) values (?) on conflict (one) do update set until = excluded.until\
            """).param(end).update();
    }
}
