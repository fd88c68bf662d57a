package org.aitbc.market.pricing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.UUID;
import org.aitbc.market.gpu.Gpu;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What is counted of the market now, and what was seen of it before. */
@Component
class MarketReadings {

    private static final String GLOBAL = "global";

    /** Of each kind {@code k}: a model in a region, either of which may be null for all. */
    private static final String STATES = """
            select k.model, k.region, s.* from %s
            cross join lateral (
              with g as (select * from marketplace.listing
                         where (k.model is null or model = k.model) and (k.region is null or region = k.region))
              select count(*) as listed, count(*) filter (where status = 'available') as available,
                count(*) filter (where status = 'booked') as booked,
                (select count(*) from marketplace.booking b join g on g.id = b.gpu_id where b.created_at > now() - interval '1 day') as requests,
                avg(price_per_hour) as average, coalesce(stddev_pop(price_per_hour), 0) as deviation,
                min(price_per_hour) as lowest, max(price_per_hour) as highest, count(distinct owner) as owners,
                (select count(distinct s.hour) from marketplace.price_sample s join g on g.id = s.gpu_id
                 where s.hour > now() - interval '1 day') as hours
              from g) s""";

    private static final String ONE_KIND = STATES.formatted("(values (:model::text, :region::text)) k (model, region)");

    private static final String KINDS_OF_MODELS =
            STATES.formatted("(select distinct model, region from marketplace.listing where model = any (:models)) k");

    private final JdbcClient jdbc;

    MarketReadings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Which GPUs compete with each other. */
    record Kind(String model, @Nullable String region) {

        static Kind of(Gpu gpu) {
            return new Kind(gpu.model(), gpu.region());
        }
    }

    /**
     * @param model of GPU, or null for all
     * @param region null or {@code global} for everywhere
     */
    MarketState state(@Nullable String model, @Nullable String region) {
        return jdbc.sql(ONE_KIND)
                .param("model", model)
                .param("region", GLOBAL.equals(region) ? null : region)
                .query((row, _) -> state(row))
                .single();
    }

    /** Each kind of these models that is listed; GPUs that name no region compete with all of their model. */
    Map<Kind, MarketState> states(Set<String> models) {
        Map<Kind, MarketState> states = new HashMap<>();
        jdbc.sql(KINDS_OF_MODELS).param("models", models.toArray(String[]::new)).query(row -> {
            states.put(new Kind(row.getString("model"), row.getString("region")), state(row));
        });
        return states;
    }

    private static MarketState state(ResultSet row) throws SQLException {
        return new MarketState(
                row.getInt("listed"),
                row.getInt("available"),
                row.getInt("booked"),
                row.getInt("requests"),
                row.getBigDecimal("average"),
                row.getDouble("deviation"),
                row.getBigDecimal("lowest"),
                row.getBigDecimal("highest"),
                row.getInt("owners"),
                row.getInt("hours"));
    }

    /** Oldest first. */
    List<Sample> samples(UUID gpu, int days) {
        return jdbc.sql("""
                        select hour as timestamp, trim_scale(price) as price, demand as demand_level, supply as supply_level,
                          confidence, strategy as strategy_used
                        from marketplace.price_sample where gpu_id = ? and hour > now() - make_interval(days => ?) order by hour""").params(gpu, days).query(Sample.class).list();
    }

    /** Means of a day. */
    record DayMeans(OptionalDouble price, OptionalDouble demand, OptionalDouble supply) {}

    /** The day that ends so many days ago. */
    DayMeans day(@Nullable String region, int daysAgo) {
        return jdbc.sql("""
                        select avg(s.price), avg(s.demand), avg(s.supply)
                        from marketplace.price_sample s join marketplace.gpu g on g.id = s.gpu_id
                        where s.hour > now() - make_interval(days => :ago + 1) and s.hour <= now() - make_interval(days => :ago)
                          and (:region::text is null or g.region = :region)""")
                .param("ago", daysAgo)
                .param("region", GLOBAL.equals(region) ? null : region)
                .query((row, _) -> new DayMeans(
                        optional(row.getObject(1)), optional(row.getObject(2)), optional(row.getObject(3))))
                .single();
    }

    private static OptionalDouble optional(@Nullable Object mean) {
        return mean instanceof Number number ? OptionalDouble.of(number.doubleValue()) : OptionalDouble.empty();
    }
}
