package org.aitbc.market.global;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.json.RawJson;
import org.aitbc.market.row.Part;
import org.aitbc.market.row.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The services that are, or were, on the market. */
@Component
class Offers {

    private static final TypeReference<Map<String, BigDecimal>> PRICES = new TypeReference<>() {};

    private static final String SELECT = """
            select o.*, o.expires_at is null or o.expires_at > now() as live, s.sales, s.success
            from marketplace.service_offer o
            cross join lateral (
              select count(*) as sales,
                coalesce(avg((state = 'completed')::int) filter (where payment <> 'escrowed'), 0)
                  as success
              from marketplace.service_transaction where offer_id = o.id) s""";

    private final JdbcClient jdbc;
    private final JsonMapper json;

    Offers(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    void add(UUID id, String agent, String currency, List<Long> chains, ServiceOfferRequest wanted) {
        jdbc.sql("""
                        insert into marketplace.service_offer (id, agent, service_type, specification, base_price, currency, capacity,
                          available, regions, region_prices, chains, chain_prices, dynamic_pricing, expires_at)
                        values (:id, :agent, :type, :specification::json, :price, :currency, :capacity,
                          :capacity, :regions, :regionPrices::jsonb, :chains, :chainPrices::jsonb, :dynamic,
                          coalesce(:expires::timestamptz, now() + make_interval(mins => :minutes)))""")
                .param("id", id)
                .param("agent", agent)
                .param("type", wanted.serviceType())
                .param("specification", wanted.resourceSpecification().toString())
                .param("price", wanted.basePrice())
                .param("currency", currency)
                .param("minutes", wanted.deadlineMinutes())
                .param("capacity", wanted.totalCapacity())
                .param("regions", wanted.regionsAvailable().toArray(String[]::new))
                .param("regionPrices", json.writeValueAsString(wanted.pricePerRegion()))
                .param("chains", chains.toArray(Long[]::new))
                .param("chainPrices", json.writeValueAsString(wanted.crossChainPricing()))
                .param("dynamic", Boolean.TRUE.equals(wanted.dynamicPricingEnabled()))
                .param(
                        "expires",
                        wanted.expiresAt() == null ? null : wanted.expiresAt().toString())
                .update();
    }

    /** @throws NotFound when there is none */
    Offer require(UUID id) {
        return jdbc.sql(SELECT + " where o.id = ?")
                .param(id)
                .query((row, _) -> offer(row))
                .optional()
                .orElseThrow(() -> new NotFound("OFFER_NOT_FOUND", "Offer not found"));
    }

    List<Offer> list(OfferFilter filter, Part part, boolean ranked) {
        return jdbc.sql(SELECT + """
                         where (:region::text is null or o.regions = '{}' or :region = any (o.regions))
                          and (:type::text is null or o.service_type = :type)
                          and (:chain::bigint is null or :chain = any (o.chains))
                          and (not :chained or o.chains <> '{}')
                          and (:least::double precision is null or s.success * 1000 >= :least)
                          and (:status::text is null or :status = case
                            when o.expires_at <= now() then 'expired' when o.available > 0 then 'active' else 'inactive' end)
                          and o.id < :below
                        order by case when :ranked then s.success else 0 end desc, o.id desc limit :limit offset :offset""")
                .param("region", filter.region())
                .param("type", filter.serviceType())
                .param("chain", filter.chain())
                .param("chained", filter.chained())
                .param("least", filter.leastReputation())
                .param("status", filter.status())
                .param("below", part.below())
                .param("ranked", ranked)
                .param("limit", part.rows())
                .param("offset", part.skipped())
                .query((row, _) -> offer(row))
                .list();
    }

    /** 1000 where all of a seller's sales went well, and where there are none yet. */
    double reputation(String agent) {
        return jdbc.sql("""
                        select coalesce(avg((state = 'completed')::int) filter (where payment <> 'escrowed'), 1) * 1000
                        from marketplace.service_transaction where seller = ?""").param(agent).query(Double.class).single();
    }

    void price(UUID id, Map<String, BigDecimal> regionPrices, Map<String, BigDecimal> chainPrices) {
        jdbc.sql("""
                        update marketplace.service_offer set region_prices = region_prices || ?::jsonb,
                          chain_prices = chain_prices || ?::jsonb, updated_at = now() where id = ?""")
                .params(json.writeValueAsString(regionPrices), json.writeValueAsString(chainPrices), id)
                .update();
    }

    /** Those whose prices the market sets. */
    List<UUID> dynamic() {
        return jdbc.sql("""
                        select id from marketplace.service_offer
                        where dynamic_pricing and available > 0 and (expires_at is null or expires_at > now())""").query(UUID.class).list();
    }

    private Offer offer(ResultSet row) throws SQLException {
        return new Offer(
                Rows.id(row, "id"),
                row.getString("agent"),
                row.getString("service_type"),
                new RawJson(row.getString("specification")),
                row.getBigDecimal("base_price"),
                row.getString("currency"),
                row.getInt("capacity"),
                row.getInt("available"),
                Rows.texts(row, "regions"),
                json.readValue(row.getString("region_prices"), PRICES),
                List.of((Long[]) array(row, "chains")),
                json.readValue(row.getString("chain_prices"), PRICES),
                row.getBoolean("dynamic_pricing"),
                row.getBoolean("live"),
                row.getLong("sales"),
                row.getDouble("success"),
                Rows.time(row, "created_at"),
                Rows.time(row, "updated_at"),
                Rows.timeOrNull(row, "expires_at"));
    }

    private static Object array(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return array.getArray();
    }
}
