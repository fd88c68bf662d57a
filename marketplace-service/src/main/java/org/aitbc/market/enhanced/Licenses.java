package org.aitbc.market.enhanced;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.aitbc.domain.error.Forbidden;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.json.RawJson;
import org.aitbc.market.row.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Who may use what. An offer without a licence may be bought by anybody. */
@Component
public class Licenses {

    private final JdbcClient jdbc;

    Licenses(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Transactional
    public License create(UUID offer, LicenseRequest wanted) {
        UUID id = Ids.next();
        jdbc.sql("""
                        insert into marketplace.license (id, offer_id, type, terms, usage_rights, custom_terms, open)
                        values (:id, :offer, :type, :terms::json, :rights, :custom::json, :open)""")
                .param("id", id)
                .param("offer", offer)
                .param("type", wanted.licenseType())
                .param("terms", wanted.terms().toString())
                .param("rights", wanted.usageRights().toArray(String[]::new))
                .param(
                        "custom",
                        wanted.customTerms() == null
                                ? null
                                : wanted.customTerms().toString())
                .param("open", wanted.holders() == null)
                .update();
        if (wanted.holders() != null) {
            jdbc.sql(
                            "insert into marketplace.license_holder (license_id, principal) select distinct ?::uuid, p from unnest(?) p")
                    .params(id, wanted.holders().toArray(String[]::new))
                    .update();
        }
        return of(List.of(offer)).getOrDefault(offer, List.of()).getLast();
    }

    /** The licences of each offer that has some. */
    public Map<UUID, List<License>> of(List<UUID> offers) {
        return jdbc
                .sql("select * from marketplace.license where offer_id = any (?) order by id")
                .param(offers.toArray(UUID[]::new))
                .query((row, _) -> new License(
                        Ids.text(Rows.id(row, "id")),
                        Ids.text(Rows.id(row, "offer_id")),
                        row.getString("type"),
                        new RawJson(row.getString("terms")),
                        Rows.texts(row, "usage_rights"),
                        RawJson.of(row.getString("custom_terms")),
                        row.getBoolean("open"),
                        Rows.time(row, "created_at")))
                .list()
                .stream()
                .collect(Collectors.groupingBy(license -> Ids.parse(license.offerId())));
    }

    /**
     * @param accepted an open licence that the buyer accepts with the purchase, or null
     * @throws Forbidden when the offer needs a licence that the buyer neither holds nor accepts
     */
    public void require(UUID offer, String buyer, @Nullable String accepted) {
        boolean may = jdbc.sql("""
                        select not exists (select from marketplace.license where offer_id = :offer)
                          or exists (select from marketplace.license l where l.offer_id = :offer and (l.open and l.id = :accepted::uuid
                            or exists (select from marketplace.license_holder where license_id = l.id and principal = :buyer)))""")
                .param("offer", offer)
                .param("buyer", buyer)
                .param("accepted", accepted == null ? null : Ids.parse(accepted))
                .query(Boolean.class)
                .single();
        if (!may) {
            throw new Forbidden("LICENSE_REQUIRED", "the offer is for holders of its licences: see its licenses");
        }
    }

    /** The same, and who accepts a licence holds it from now on. */
    public void accept(UUID offer, String buyer, @Nullable String accepted) {
        require(offer, buyer, accepted);
        if (accepted != null) {
            jdbc.sql("""
                            insert into marketplace.license_holder (license_id, principal)
                            select id, ? from marketplace.license where id = ? and offer_id = ? and open
                            on conflict do nothing""").params(buyer, Ids.parse(accepted), offer).update();
        }
    }
}
