package org.aitbc.market.pricing;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.*;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The market as it is now, and the samples of its prices. */
@Component
record MarketData(JdbcClient jdbc) {

    /** Of each kind {@code k}: a model in a region, either of which may be null for all. */
    private static final String STATES = """
        select k.model, k.region, s.* from %s
        cross join lateral (
          with g as (select * from marketplace.listing
                     where not claimed and (k.model is null or model = k.model) and (k.region is null or region = k.region))
          select count(*) as listed, count(*) filter (where status = 'available') as available,
            count(*) filter (where status = 'booked') as booked,
            (select count(*) from marketplace.booking b join g on g.id = b.gpu_id where b.created_at > now() - interval '1 day') as requests,
            avg(price_per_hour) as average_price, coalesce(stddev_pop(price_per_hour), 0) as deviation,
            min(price_per_hour) as lowest, max(price_per_hour) as highest, count(distinct owner) as owners,
            (select count(distinct s.hour) from marketplace.price_sample s join g on g.id = s.gpu_id
             where s.hour > now() - interval '1 day') as hours
          from g) s
        """;

    private static final String ONE_KIND =
            STATES.formatted("(values (?::text, nullif(?::text, 'global'))) k (model, region)");

    private static final String KINDS_OF_MODELS = STATES.formatted(
            "(select distinct model, region from marketplace.listing where not claimed and model = any (?)) k");

    /** The price of an hour, measured or forecast. */
    record PriceSample(
            Instant timestamp,
            BigDecimal price,
            double demandLevel,
            double supplyLevel,
            double confidence,
            @Nullable String strategyUsed) {}

    /**
     * The last day compared with the day before.
     *
     * @param demandTrend whether demand rises or falls
     * @param supplyTrend whether supply rises or falls
     */
    record MarketTrends(Trend demandTrend, Trend supplyTrend, Trend priceTrend) {}

    private record Days(
            @Nullable Double price,
            @Nullable Double demand,
            @Nullable Double supply,
            @Nullable Double priceBefore,
            @Nullable Double demandBefore,
            @Nullable Double supplyBefore) {}

    /** @param region null or {@code global} for all */
    MarketState state(@Nullable String model, @Nullable String region) {
        return jdbc.sql(ONE_KIND)
                .params(Arrays.asList(model, region))
                .query(MarketState.class)
                .single();
    }

    /** Each kind of these models that is listed; GPUs without a region compete with all of their model. */
    List<MarketState> states(Set<String> models) {
        return jdbc.sql(KINDS_OF_MODELS)
                .param(models.toArray(String[]::new))
                .query(MarketState.class)
                .list();
    }

    /** Oldest first. */
    List<PriceSample> samples(UUID gpu, int days) {
        return jdbc.sql("""
            select hour as timestamp, trim_scale(price) as price, demand as demand_level, supply as supply_level,
              confidence, strategy as strategy_used
            from marketplace.price_sample where gpu_id = ? and hour > now() - make_interval(days => ?) order by hour\
            """).params(gpu, days).query(PriceSample.class).list();
    }

    MarketTrends trends(@Nullable String region, double volatility) {
        Days days = jdbc.sql("""
            select avg(price) filter (where today) as price, avg(price) filter (where not today) as price_before,
              avg(demand) filter (where today) as demand, avg(demand) filter (where not today) as demand_before,
              avg(supply) filter (where today) as supply, avg(supply) filter (where not today) as supply_before
            from (select s.*, s.hour > now() - interval '1 day' as today
                  from marketplace.price_sample s join marketplace.gpu g on g.id = s.gpu_id
                  where s.hour > now() - interval '2 days' and s.hour <= now()
                    and coalesce(g.region = nullif(?::text, 'global'), true)) samples\
            """)
                .params(Collections.singletonList(region))
                .query(Days.class)
                .single();
        return new MarketTrends(
                Trend.of(days.demandBefore, days.demand, 0),
                Trend.of(days.supplyBefore, days.supply, 0),
                Trend.of(days.priceBefore, days.price, volatility));
    }
}
