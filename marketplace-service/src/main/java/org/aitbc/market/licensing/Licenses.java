package org.aitbc.market.licensing;

import jakarta.validation.constraints.*;
import java.time.Instant;
import java.util.*;
import java.util.stream.Collectors;
import org.aitbc.domain.error.Forbidden;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.json.RawJson;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** The licences of offers. An offer without a licence may be bought by anybody. */
@Component
public record Licenses(JdbcClient jdbc) {

    /**
     * What a service may be used for.
     *
     * @param open whether each buyer may accept it; otherwise an admin has named the holders
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

    License create(UUID offer, LicenseRequest request) {
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
    public Map<UUID, List<License>> of(List<UUID> offers) {
        List<License> all = jdbc.sql("""
            select *, id as license_id, type as license_type from marketplace.license where offer_id = any (?) order by id\
            """)
                .param(offers.toArray(UUID[]::new))
                .query(License.class)
                .list();
        return all.stream().collect(Collectors.groupingBy(License::offerId));
    }

    /**
     * @param accepted an open licence that the buyer accepts with the purchase, or null
     * @throws Forbidden when the offer needs a licence that the buyer neither holds nor accepts
     */
    public void require(UUID offer, String buyer, @Nullable String accepted) {
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

    /** As {@link #require}; a buyer who accepts a licence holds it from now on. */
    public void accept(UUID offer, String buyer, @Nullable String accepted) {
        require(offer, buyer, accepted);
        if (accepted != null) {
            jdbc.sql("""
                insert into marketplace.license_holder (license_id, principal)
                select id, ? from marketplace.license where id = ? and offer_id = ? and open
                on conflict do nothing\
                """).params(buyer, Ids.parse(accepted), offer).update();
        }
    }
}
