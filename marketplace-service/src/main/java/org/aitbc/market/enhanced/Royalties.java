package org.aitbc.market.enhanced;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.aitbc.domain.error.Invalid;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What of each sale goes to others than the seller. */
@Component
public class Royalties {

    private static final BigDecimal ALL = BigDecimal.valueOf(100);

    private final JdbcClient jdbc;

    Royalties(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param tier {@code primary}, {@code secondary} or {@code tertiary}; {@code seller} for what is left */
    public record Royalty(String tier, String owner, BigDecimal amount) {}

    /**
     * What each gets of an amount, rounded down to what money can be; the tiers come to at most all of it. Dynamic rates are
     * scaled by the share of the offer's ended sales that were completed.
     */
    public List<Royalty> of(UUID offer, BigDecimal amount) {
        return jdbc.sql("""
                        with past as (
                          select coalesce(avg((state = 'completed')::int) filter (where payment <> 'escrowed'), 1) as success
                          from marketplace.service_transaction where offer_id = :offer)
                        select * from (
                          select tier, owner, trunc(:amount * percent / 100 * case when dynamic then success else 1 end, 8) as part
                          from marketplace.royalty, past where offer_id = :offer) as parts
                        where part > 0 order by tier""")
                .param("offer", offer)
                .param("amount", amount)
                .query((row, _) -> new Royalty(row.getString(1), row.getString(2), row.getBigDecimal(3)))
                .list();
    }

    /** What was paid out of a purchase. */
    List<Royalty> paid(UUID offer, UUID transaction) {
        return jdbc.sql("""
                        select p.tier, p.owner, p.amount from marketplace.service_payout p
                        join marketplace.service_transaction t on t.id = p.transaction_id
                        where t.id = ? and t.offer_id = ? and p.tier <> 'seller' order by p.tier""")
                .params(transaction, offer)
                .query((row, _) -> new Royalty(row.getString(1), row.getString(2), row.getBigDecimal(3)))
                .list();
    }

    /**
     * Replaces what was said before; sales that have ended stay as they are.
     *
     * @return when
     */
    @Transactional
    public Instant set(SoldOffer offer, RoyaltyRequest wanted) {
        if (wanted.tiers().values().stream()
                        .reduce(BigDecimal.ZERO, BigDecimal::add)
                        .compareTo(ALL)
                > 0) {
            throw new Invalid("VALIDATION_ERROR", "tiers: come to more than 100 percent");
        }
        if (!wanted.tiers().keySet().containsAll(wanted.recipients().keySet())) {
            throw new Invalid("VALIDATION_ERROR", "recipients: name a tier without a rate");
        }
        // one who sets them at a time
        Instant now = jdbc.sql("select now() from marketplace.service_offer where id = ? for no key update")
                .param(offer.id())
                .query((row, _) -> row.getTimestamp(1).toInstant())
                .single();
        jdbc.sql("delete from marketplace.royalty where offer_id = ?")
                .param(offer.id())
                .update();
        for (Map.Entry<String, BigDecimal> tier : wanted.tiers().entrySet()) {
            jdbc.sql("insert into marketplace.royalty (offer_id, tier, owner, percent, dynamic) values (?, ?, ?, ?, ?)")
                    .params(
                            offer.id(),
                            tier.getKey(),
                            wanted.recipients().getOrDefault(tier.getKey(), offer.agent()),
                            tier.getValue(),
                            wanted.isDynamic())
                    .update();
        }
        return now;
    }
}
