package org.aitbc.market.priceindex;

import java.time.*;
import java.util.List;
import org.aitbc.starter.schedule.Sweeps;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Sums up the receipts of each past hour, so that no request reads all of them. */
@Component
record PriceSampling(JdbcClient jdbc, Sweeps sweeps, TransactionTemplate transactions) {

    @Scheduled(
            fixedDelayString = "${aitbc.market.price-index.look:60s}",
            initialDelayString = "${aitbc.market.price-index.look:60s}")
    void sumAll() {
        sweeps.run("leased model", this::noteModels);
        // in their order: an hour that cannot be summed up now holds up the later ones
        sweeps.run("price hour", () -> due().forEach(hour -> transactions.executeWithoutResult(_ -> sum(hour))));
    }

    /** Workers may say otherwise later of what they had when they were leased. */
    void noteModels() {
        jdbc.sql("""
            insert into marketplace.leased_model (miner_id, since, model)
            select m.id, m.updated_at, %1$s from core.miner m
            where m.updated_at >= coalesce((select max(since) from marketplace.leased_model) - interval '1 minute', '-infinity')
              and %1$s is distinct from (
                select l.model from marketplace.leased_model l where l.miner_id = m.id order by l.since desc limit 1)
            on conflict do nothing""".formatted(PriceIndex.MODEL)).update();
        // the index goes back 92 days, and each of its hours needs the last row before it
        jdbc.sql("""
            delete from marketplace.leased_model l where l.since < now() - interval '92 days'
              and exists (select from marketplace.leased_model n where n.miner_id = l.miner_id
                          and n.since > l.since and n.since <= now() - interval '92 days')""").update();
    }

    /** Hours that are over for good: settlements have a time a moment before they can be seen. */
    private List<Instant> due() {
        return jdbc.sql("""
            select hour from generate_series(
              coalesce((select until from marketplace.price_printed),
                       date_trunc('hour', (select min(settled_at) from core.payment where status = 'released'))),
              now() - interval '70 minutes', interval '1 hour') hour\
            """).query(Instant.class).list();
    }

    /** Nothing where an earlier hour is missing, or this one was summed up before. */
    void sum(Instant start) {
        Instant end = start.plus(Duration.ofHours(1));
        int turn = jdbc.sql("""
            insert into marketplace.price_printed (until) values (:to)
            on conflict (one) do update set until = excluded.until where price_printed.until = :from\
            """).param("from", start).param("to", end).update();
        if (turn == 1) {
            jdbc.sql(PriceIndex.RECEIPTS + """
                insert into marketplace.price_print (start, model, payer, paid, seconds, receipts)
                select date_trunc('hour', settled_at), model, payer, sum(paid), sum(seconds), count(*) from settled group by 1, 2, 3\
                """)
                    .param("from", start)
                    .param("to", end)
                    .update();
        }
    }
}
