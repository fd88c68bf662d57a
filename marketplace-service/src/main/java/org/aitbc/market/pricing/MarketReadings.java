package org.aitbc.market.pricing;

import java.util.List;
import java.util.OptionalDouble;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What is counted of the market now, and what was seen of it before. */
@Component
class MarketReadings {

    private static final String GLOBAL = "global";

    private static final String STATE = """
            with g as (select * from marketplace.listing
                       where (:model::text is null or model = :model) and (:region::text is null or region = :region))
            select count(*) as listed, count(*) filter (where status = 'available') as available,
              count(*) filter (where status = 'booked') as booked,
              (select count(*) from marketplace.booking b join g on g.id = b.gpu_id where b.created_at > now() - interval '1 day') as requests,
              avg(price_per_hour) as average, coalesce(stddev_pop(price_per_hour), 0) as deviation,
              min(price_per_hour) as lowest, max(price_per_hour) as highest, count(distinct owner) as owners,
              (select count(distinct s.hour) from marketplace.price_sample s join g on g.id = s.gpu_id
               where s.hour > now() - interval '1 day') as hours
            from g""";

    private final JdbcClient jdbc;

    MarketReadings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param model of GPU, or null for all
     * @param region null or {@code global} for everywhere
     */
    MarketState state(@Nullable String model, @Nullable String region) {
        return jdbc.sql(STATE)
                .param("model", model)
                .param("region", GLOBAL.equals(region) ? null : region)
                .query((row, _) -> new MarketState(
                        row.getInt("listed"),
                        row.getInt("available"),
                        row.getInt("booked"),
                        row.getInt("requests"),
                        row.getBigDecimal("average"),
                        row.getDouble("deviation"),
                        row.getBigDecimal("lowest"),
                        row.getBigDecimal("highest"),
                        row.getInt("owners"),
                        row.getInt("hours")))
                .single();
    }

    /** Oldest first. */
    List<Sample> samples(UUID gpu, int days) {
        return jdbc.sql("""
                        select * from marketplace.price_sample where gpu_id = ? and hour > now() - make_interval(days => ?) order by hour""")
                .params(gpu, days)
                .query((row, _) -> new Sample(
                        row.getTimestamp("hour").toInstant(),
                        row.getBigDecimal("price").stripTrailingZeros(),
                        row.getDouble("demand"),
                        row.getDouble("supply"),
                        row.getDouble("confidence"),
                        row.getString("strategy")))
                .list();
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
