package org.aitbc.market.licensing;

import jakarta.validation.constraints.*;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.*;
import org.aitbc.domain.error.*;
import org.aitbc.domain.payment.MoneyHolds;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** The shares of each sale that go to others than the seller. */
@Component
public record Royalties(JdbcClient jdbc, TransactionTemplate transactions) {

    static final String TIER = "primary|secondary|tertiary";

    /** @param agent the seller */
    record SoldOffer(UUID id, String agent, JsonNode specification) {}

    /** @param tier {@code primary}, {@code secondary} or {@code tertiary}; {@code seller} for the rest */
    public record Royalty(String tier, String owner, BigDecimal amount) {}

    /**
     * @param tiers percent of each sale, by tier
     * @param dynamicRates whether the rates are scaled by the share of the offer's sales that were completed
     * @param recipients the principal that each tier is paid to; the seller by default
     */
    record RoyaltyRequest(
            @NotEmpty
            Map<
                            @Pattern(regexp = TIER) String,
                            @NotNull @DecimalMin(value = "0", inclusive = false) @DecimalMax("100")
                            @Digits(integer = 3, fraction = 6) BigDecimal>
                    tiers,

            Boolean dynamicRates,
            Map<@Pattern(regexp = TIER) String, @NotNull @Pattern(regexp = MoneyHolds.PRINCIPAL) String> recipients) {

        RoyaltyRequest {
            dynamicRates = Objects.requireNonNullElse(dynamicRates, false);
            recipients = Objects.requireNonNullElse(recipients, Map.of());
        }
    }

    SoldOffer requireOffer(UUID id) {
        return jdbc.sql("select id, agent, specification from marketplace.service_offer where id = ?")
                .param(id)
                .query(SoldOffer.class)
                .optional()
                .orElseThrow(() -> new NotFound("OFFER_NOT_FOUND", "Offer not found"));
    }

    /** The royalties of an amount, rounded down to what money can be; together they are at most the amount. */
    public List<Royalty> of(UUID offer, BigDecimal amount) {
        return jdbc.sql("""
            with past as (
              select coalesce(avg((state = 'completed')::int) filter (where payment <> 'escrowed'), 1) as success
              from marketplace.service_transaction where offer_id = :offer)
            select * from (
              select tier, owner, trunc(:amount * percent / 100 * case when dynamic then success else 1 end, 8) as amount
              from marketplace.royalty, past where offer_id = :offer) as parts
            where amount > 0 order by tier\
            """)
                .param("offer", offer)
                .param("amount", amount)
                .query(Royalty.class)
                .list();
    }

    /** What was paid out of a purchase. */
    List<Royalty> paid(UUID offer, UUID transaction) {
        return jdbc.sql("""
            select p.tier, p.owner, p.amount
            from marketplace.service_payout p join marketplace.service_transaction t on t.id = p.transaction_id
            where t.id = ? and t.offer_id = ? and p.tier <> 'seller' order by p.tier\
            """).params(transaction, offer).query(Royalty.class).list();
    }

    /** @return when; sales that have ended stay as they are */
    Instant set(SoldOffer offer, RoyaltyRequest request) {
        BigDecimal sum = request.tiers.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        boolean tooMuch = sum.compareTo(BigDecimal.valueOf(100)) > 0;
        Invalid.when(tooMuch, "VALIDATION_ERROR", "tiers: come to more than 100 percent");
        boolean unknown = !request.tiers.keySet().containsAll(request.recipients.keySet());
        Invalid.when(unknown, "VALIDATION_ERROR", "recipients: name a tier without a rate");
        return transactions.execute(_ -> {
            // the lock keeps those apart who set royalties of the same offer
            Instant now = jdbc.sql("select now() from marketplace.service_offer where id = ? for no key update")
                    .param(offer.id)
                    .query(Instant.class)
                    .single();
            jdbc.sql("delete from marketplace.royalty where offer_id = ?")
                    .param(offer.id)
                    .update();
            jdbc.sql("""
                insert into marketplace.royalty (offer_id, tier, owner, percent, dynamic)
                select :offer, key, coalesce(:recipients::jsonb ->> key, :agent), value::numeric, :dynamicRates
                from jsonb_each_text(:tiers::jsonb)\
                """)
                    .paramSource(request)
                    .param("offer", offer.id)
                    .param("agent", offer.agent)
                    .update();
            return now;
        });
    }
}
