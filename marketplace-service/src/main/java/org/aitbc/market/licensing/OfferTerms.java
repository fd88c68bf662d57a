package org.aitbc.market.licensing;

import jakarta.validation.constraints.*;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.*;
import java.util.stream.Collectors;
import org.aitbc.domain.error.*;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.json.RawJson;
import org.aitbc.domain.payment.MoneyHolds;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What goes with an offer: its licences, without which anybody may buy it, and the royalties, which are the shares of each
 * sale that go to others than the seller.
 */
@Component
public record OfferTerms(JdbcClient jdbc, TransactionTemplate transactions) {

    static final String TIER = "primary|secondary|tertiary";

    /** @param agent the seller */
    record SoldOffer(UUID id, String agent, JsonNode specification) {}

    /** @param tier {@code primary}, {@code secondary} or {@code tertiary}; {@code seller} for the rest */
    public record Royalty(String tier, String owner, BigDecimal amount) {}

    /** Percent of each sale by tier, scaled by the share of completed sales if dynamic; to the seller by default. */
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
    public List<Royalty> royalties(UUID offer, BigDecimal amount) {
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
    Instant setRoyalties(SoldOffer offer, RoyaltyRequest request) {
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

    /**
     * What a service may be used for: open to each buyer, or to the holders whom an admin has named.
     *
     * @param open whether each buyer may accept it
     */
    public record License(
            UUID licenseId,
            UUID offerId,
            String licenseType,
            RawJson terms,
            List<String> usageRights,
            @Nullable RawJson customTerms,
            boolean open,
            Instant createdAt) {}

    /** @param holders the only ones who may hold it; without them each buyer may accept it */
    record LicenseRequest(
            @NotNull @Pattern(regexp = "commercial|research|educational|custom")
            String licenseType,

            @NotNull ObjectNode terms,
            @NotNull @Size(max = 50) List<@NotBlank @Size(max = 200) String> usageRights,
            @Nullable ObjectNode customTerms,
            @Nullable @Size(min = 1, max = 500) List<@NotBlank @Size(max = 128) String> holders) {}

    License addLicense(UUID offer, LicenseRequest request) {
        return jdbc.sql("""
            with made as (
              insert into marketplace.license (id, offer_id, type, terms, usage_rights, custom_terms, open)
              values (:id, :offer, :licenseType, :terms, :usageRights, :customTerms, :open) returning *),
            held as (
              insert into marketplace.license_holder (license_id, principal)
              select distinct made.id, holder from made, unnest(cast(:holders as text[])) holder)
            select *, id as license_id, type as license_type from made\
            """)
                .paramSource(request)
                .param("id", Ids.next())
                .param("offer", offer)
                .param("open", request.holders == null)
                .query(License.class)
                .single();
    }

    /** The licences of each offer that has some. */
    public Map<UUID, List<License>> licenses(List<UUID> offers) {
        List<License> all = jdbc.sql("""
            select *, id as license_id, type as license_type from marketplace.license where offer_id = any (?) order by id\
            """)
                .param(offers.toArray(UUID[]::new))
                .query(License.class)
                .list();
        return all.stream().collect(Collectors.groupingBy(License::offerId));
    }

    /** @throws Forbidden when the offer needs a licence that the buyer neither holds nor accepts */
    public void requireLicense(UUID offer, String buyer, @Nullable String accepted) {
        boolean may = jdbc.sql("""
            select not exists (select from marketplace.license where offer_id = :offer)
              or exists (select from marketplace.license l where l.offer_id = :offer and (l.open and l.id = :accepted::uuid
                or exists (select from marketplace.license_holder where license_id = l.id and principal = :buyer)))\
            """)
                .param("offer", offer)
                .param("buyer", buyer)
                .param("accepted", accepted == null ? null : Ids.parse(accepted))
                .query(Boolean.class)
                .single();
        Forbidden.when(!may, "LICENSE_REQUIRED", "the offer is for holders of its licences: see its licenses");
    }

    /** As {@link #requireLicense}; a buyer who accepts a licence holds it from now on. */
    public void acceptLicense(UUID offer, String buyer, @Nullable String accepted) {
        requireLicense(offer, buyer, accepted);
        if (accepted != null) {
            jdbc.sql("""
                insert into marketplace.license_holder (license_id, principal)
                select id, ? from marketplace.license where id = ? and offer_id = ? and open
                on conflict do nothing\
                """).params(buyer, Ids.parse(accepted), offer).update();
        }
    }
}
