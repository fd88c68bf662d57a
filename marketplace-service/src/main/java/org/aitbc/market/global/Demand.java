package org.aitbc.market.global;

import org.aitbc.market.pricing.Trend;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What was sold of a kind of service in the last week, and what is left of it. */
@Component
class Demand {

    private static final double LOW = 0.3;
    private static final double HIGH = 0.7;
    private static final int CROWD = 5;

    private static final String CONDITIONS = """
            with live as (
              select * from marketplace.service_offer
              where service_type = :type and (expires_at is null or expires_at > now())
                and (:region::text is null or regions = '{}' or :region = any (regions))
                and (:chain::bigint is null or :chain = any (chains))),
            sales as (
              select *, created_at > now() - interval '7 days' as recent from marketplace.service_transaction
              where service_type = :type and state not in ('cancelled', 'expired') and created_at > now() - interval '14 days'
                and (:region::text is null or target_region = :region) and (:chain::bigint is null or target_chain = :chain))
            select (select coalesce(sum(quantity) filter (where recent), 0) from sales) as sold,
              (select coalesce(sum(available), 0) from live) as available,
              (select count(distinct agent) from live where available > 0) as sellers,
              (select (avg(unit_price) filter (where recent))::double precision from sales) as price,
              (select (avg(unit_price) filter (where not recent))::double precision from sales) as price_before""";

    private final JdbcClient jdbc;

    Demand(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param sold units, in the last seven days
     * @param demand sold, as a share of what was sold or is left; 0 to 1
     * @param sellers who have something left
     * @param trend of the mean price against the week before
     */
    record DemandConditions(long sold, long available, double demand, long sellers, Trend trend) {

        String demandLevel() {
            return demand < LOW ? "low" : demand > HIGH ? "high" : "medium";
        }

        String competitionLevel() {
            return sellers <= 1 ? "low" : sellers < CROWD ? "medium" : "high";
        }
    }

    /** @param region where it was to be delivered, or null for anywhere */
    DemandConditions of(String serviceType, @Nullable String region, @Nullable Long chain) {
        return jdbc.sql(CONDITIONS)
                .param("type", serviceType)
                .param("region", OfferDesk.ANYWHERE.equals(region) ? null : region)
                .param("chain", chain)
                .query((row, _) -> {
                    long sold = row.getLong("sold");
                    long available = row.getLong("available");
                    return new DemandConditions(
                            sold,
                            available,
                            sold == 0 ? 0 : (double) sold / (sold + available),
                            row.getLong("sellers"),
                            Trend.of(
                                    row.getObject("price_before", Double.class), row.getObject("price", Double.class)));
                })
                .single();
    }
}
