package org.aitbc.market.services;

import java.math.BigDecimal;
import java.util.*;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.payment.Currency;
import org.aitbc.market.services.ServiceOffer.*;
import org.aitbc.starter.paging.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The services that are, or were, on the market. */
@Component
record Offers(JdbcClient jdbc) {

    private static final String SELECT = """
            select *, status as global_status, success_rate * 5 as global_rating from (
              select o.id, o.id as offer_id, agent as agent_id, service_type, specification as resource_specification,
                base_price, currency, capacity as total_capacity, available as available_capacity, regions as regions_available,
                coalesce(
                  (select jsonb_object_agg(r, trim_scale(coalesce((region_prices ->> r)::numeric, base_price))) from unnest(regions) r),
                  region_prices) as price_per_region,
                case when expires_at <= now() then 'expired' when available > 0 then 'active' else 'inactive' end as status,
                total_transactions, success_rate, chains as supported_chains, chain_prices as cross_chain_pricing,
                (select coalesce(jsonb_agg(jsonb_build_object('chain_id', c,
                    'price', trim_scale(coalesce((chain_prices ->> c::text)::numeric, base_price)),
                    'status', case when expires_at <= now() then 'expired' else 'available' end)), '[]')
                  from unnest(chains) c) as cross_chain_listings,
                false as auto_bridge_enabled, dynamic_pricing as dynamic_pricing_enabled, created_at, updated_at, expires_at
              from marketplace.service_offer o
              cross join lateral (
                select count(*) as total_transactions,
                  coalesce(avg((state = 'completed')::int) filter (where payment <> 'escrowed'), 0) as success_rate
                from marketplace.service_transaction where offer_id = o.id) s) offer
            """;

    /**
     * Null does not matter.
     *
     * @param reputation of the offer at least: 1000 where all of its sales went well
     */
    record Filter(
            @Nullable String region,
            @Nullable String serviceType,
            @Nullable Status status,
            @Nullable Long chain,
            @Nullable Double reputation) {}

    void add(UUID id, String agent, Currency currency, List<Long> chains, ServiceOfferRequest request) {
        jdbc.sql("""
            insert into marketplace.service_offer (id, agent, service_type, specification, base_price, currency, capacity,
              available, regions, region_prices, chains, chain_prices, dynamic_pricing, expires_at)
            values (:id, :agent, :serviceType, :resourceSpecification, :basePrice, :currency, :totalCapacity,
              :totalCapacity, :regionsAvailable, :pricePerRegion, :chains, :crossChainPricing,
              coalesce(:dynamicPricingEnabled, false),
              coalesce(:expiresAt::timestamptz, now() + make_interval(mins => :deadlineMinutes)))""")
                .paramSource(request)
                .param("id", id)
                .param("agent", agent)
                .param("currency", currency)
                .param("chains", chains.toArray(Long[]::new))
                .update();
    }

    /** @throws NotFound when there is none */
    ServiceOffer require(UUID id) {
        return jdbc.sql(SELECT + "where id = ?")
                .param(id)
                .query(ServiceOffer.class)
                .optional()
                .orElseThrow(() -> new NotFound("OFFER_NOT_FOUND", "Offer not found"));
    }

    /**
     * @param chained only those that are listed on chains
     * @param ranked whether those whose sales went well come before newer ones
     */
    List<ServiceOffer> find(Filter filter, boolean chained, boolean ranked, Page page) {
        return jdbc.sql(SELECT + """
            where (:region::text is null or regions_available = '{}' or :region = any (regions_available))
              and (:serviceType::text is null or service_type = :serviceType)
              and (:status::text is null or status = :status)
              and (:chain::bigint is null or :chain = any (supported_chains))
              and (not :chained or supported_chains <> '{}')
              and (:reputation::double precision is null or success_rate * 1000 >= :reputation)
              and id < :below
            order by case when :ranked then success_rate else 0 end desc, id desc limit :rows offset :skipped""")
                .paramSource(filter)
                .param("chained", chained)
                .param("ranked", ranked)
                .param("below", page.below())
                .param("rows", page.rows())
                .param("skipped", page.skipped())
                .query(ServiceOffer.class)
                .list();
    }

    /** 1000 where all of a seller's sales went well, and where there are none yet. */
    double reputation(String agent) {
        return jdbc.sql("""
            select coalesce(avg((state = 'completed')::int) filter (where payment <> 'escrowed'), 1) * 1000
            from marketplace.service_transaction where seller = ?""").param(agent).query(Double.class).single();
    }

    void reprice(UUID id, Map<String, BigDecimal> regionPrices, Map<String, BigDecimal> chainPrices) {
        jdbc.sql("""
            update marketplace.service_offer set region_prices = region_prices || ?::jsonb,
              chain_prices = chain_prices || ?::jsonb, updated_at = now() where id = ?""").params(regionPrices, chainPrices, id).update();
    }

    /** Those whose prices the market sets. */
    List<UUID> dynamic() {
        return jdbc.sql("""
            select id from marketplace.service_offer
            where dynamic_pricing and available > 0 and (expires_at is null or expires_at > now())""").query(UUID.class).list();
    }
}
