package org.aitbc.market.services;

import java.util.*;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.aitbc.domain.error.*;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.payment.Currency;
import org.aitbc.market.licensing.OfferTerms;
import org.aitbc.market.licensing.OfferTerms.License;
import org.aitbc.market.partner.ChainDirectory;
import org.aitbc.market.principal.Principals;
import org.aitbc.market.region.Regions;
import org.aitbc.market.region.Regions.Region;
import org.aitbc.market.services.ServiceOffer.*;
import org.aitbc.starter.paging.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The services that are, or were, on the market. */
@Component
record Offers(JdbcClient jdbc, Regions regions, ChainDirectory chains, OfferTerms offerTerms, FeatureFlags flags) {

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

    /** @param minReputation of the offer: 1000 where all of its sales went well */
    record Filter(
            @Nullable String region,
            @Nullable String serviceType,
            @Nullable Status status,
            @Nullable Long chainId,
            @Nullable Double minReputation) {}

    ListedOffer create(Caller caller, ServiceOfferRequest request) {
        return create(caller, request, Objects.requireNonNullElse(request.supportedChains(), List.of()));
    }

    /** Without chains it is listed on all that have a node, where that is switched on. */
    ListedOffer createCrossChain(Caller caller, ServiceOfferRequest request, double leastReputation) {
        // that of a seller without sales is 1000
        double reputation = jdbc.sql("""
            select coalesce(avg((state = 'completed')::int) filter (where payment <> 'escrowed'), 1) * 1000
            from marketplace.service_transaction where seller = ?\
            """)
                .param(Principals.of(caller, request.agentId(), "agent_id"))
                .query(Double.class)
                .single();
        boolean poor = reputation < leastReputation;
        Invalid.when(poor, "INSUFFICIENT_REPUTATION", "too few of the seller's sales went well");
        if (request.supportedChains() != null && !request.supportedChains().isEmpty()) {
            return create(caller, request);
        }
        Invalid.when(!flags.current().autoCrossChainListing(), "VALIDATION_ERROR", "supported_chains: are required");
        return create(caller, request, chains.available());
    }

    private ListedOffer create(Caller caller, ServiceOfferRequest request, List<Long> listed) {
        String agent = Principals.of(caller, request.agentId(), "agent_id");
        Currency currency = Currency.orAitbc(request.currency());
        List<String> sold = request.regionsAvailable();
        Set<String> known = statuses().keySet();
        require(
                sold,
                one -> one.equals(ServiceOffer.ANYWHERE) || known.contains(one),
                "regions_available: is no region: ");
        require(request.pricePerRegion().keySet(), sold::contains, "price_per_region: is not sold in ");
        require(request.crossChainPricing().keySet(), listed::contains, "cross_chain_pricing: is not listed on ");
        UUID id = Ids.next();
        jdbc.sql("""
            insert into marketplace.service_offer (id, agent, service_type, specification, base_price, currency, capacity,
              available, regions, region_prices, chains, chain_prices, dynamic_pricing, expires_at)
            values (:id, :agent, :serviceType, :resourceSpecification, :basePrice, :currency, :totalCapacity,
              :totalCapacity, :regionsAvailable, :pricePerRegion, :chains, :crossChainPricing,
              coalesce(:dynamicPricingEnabled, false),
              coalesce(:expiresAt::timestamptz, now() + make_interval(mins => :deadlineMinutes)))\
            """)
                .paramSource(request)
                .param("id", id)
                .param("agent", agent)
                .param("currency", currency)
                .param("chains", chains.require(listed).toArray(Long[]::new))
                .update();
        return requireListed(id);
    }

    private static <T> void require(Iterable<T> values, Predicate<T> holds, String otherwise) {
        for (T value : values) {
            Invalid.when(!holds.test(value), "VALIDATION_ERROR", otherwise + value);
        }
    }

    /** @throws NotFound when there is none */
    ServiceOffer require(UUID id) {
        return jdbc.sql(SELECT + "where id = ?")
                .param(id)
                .query(ServiceOffer.class)
                .optional()
                .orElseThrow(() -> new NotFound("OFFER_NOT_FOUND", "Offer not found"));
    }

    ListedOffer requireListed(UUID id) {
        return listed(List.of(require(id))).getFirst();
    }

    /** @param ranked whether those whose sales went well come before newer ones */
    List<ListedOffer> find(Filter filter, boolean chained, boolean ranked, Page page) {
        return listed(jdbc.sql(SELECT + """
            where (:region::text is null or regions_available = '{}' or :region = any (regions_available))
              and (:serviceType::text is null or service_type = :serviceType)
              and (:status::text is null or status = :status)
              and (:chainId::bigint is null or :chainId = any (supported_chains))
              and (not :chained or supported_chains <> '{}')
              and (:minReputation::double precision is null or success_rate * 1000 >= :minReputation)
              and id < :below
            order by case when :ranked then success_rate else 0 end desc, id desc limit :rows offset :skipped\
            """)
                .paramSource(filter)
                .param("chained", chained)
                .param("ranked", ranked)
                .param("below", page.below())
                .param("rows", page.rows())
                .param("skipped", page.skipped())
                .query(ServiceOffer.class)
                .list());
    }

    private List<ListedOffer> listed(List<ServiceOffer> found) {
        Map<String, String> statuses = statuses();
        Map<UUID, List<License>> needed =
                offerTerms.licenses(found.stream().map(ServiceOffer::id).toList());
        return found.stream()
                .map(offer -> {
                    Map<String, String> own = new LinkedHashMap<>();
                    offer.regionsAvailable()
                            .forEach(region -> own.put(region, statuses.getOrDefault(region, "inactive")));
                    return new ListedOffer(offer, own, needed.getOrDefault(offer.id(), List.of()));
                })
                .toList();
    }

    private Map<String, String> statuses() {
        return regions.all(null).stream().collect(Collectors.toMap(Region::regionCode, Region::status));
    }
}
