package org.aitbc.market.services;

import static org.assertj.core.api.Assertions.assertThat;

import org.aitbc.market.services.ServiceSale.Action;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ServiceReportTests extends ServicesTest {

    private JsonNode analytics(String region, String more) {
        return read(
                get(ROOT + "/analytics?start_date=2020-01-01&end_date=2999-01-01T00:00:00Z&region=" + region + more));
    }

    @Test
    void analyticsCountWhatWasSold() {
        String region = someone("region");
        jdbc.sql("insert into marketplace.region (code, name) values (?, ?)")
                .params(region, region)
                .update();
        String offer = offer(", \"supported_chains\": [10], \"regions_available\": [\"" + region + "\"]");
        String more = ", \"target_region\": \"" + region + "\"";
        String paid = read(buy(client, offer, 2, more + ", \"source_chain\": 1, \"target_chain\": 10"))
                .path("id")
                .stringValue();
        read(act(client, paid, Action.CONFIRM));
        String back = read(buy(client, offer, 1, more)).path("id").stringValue();
        read(act(client, back, Action.CANCEL));

        JsonNode report = analytics(region, "&include_cross_chain=true&include_regional=true");
        assertThat(report.path("total_transactions").intValue()).isEqualTo(2);
        assertThat(report.path("total_volume").decimalValue()).isEqualByComparingTo("6");
        assertThat(report.path("average_price").decimalValue()).isEqualByComparingTo("2");
        assertThat(report.path("success_rate").doubleValue()).isEqualTo(0.5);
        assertThat(report.path("active_buyers").intValue()).isEqualTo(1);
        assertThat(report.path("cross_chain_transactions").intValue()).isEqualTo(1);
        assertThat(report.path("cross_chain_volume").decimalValue()).isEqualByComparingTo("4");
        assertThat(report.path("regional_distribution").path(region).intValue()).isEqualTo(2);
        assertThat(report.path("regional_performance")
                        .path(region)
                        .path("success_rate")
                        .doubleValue())
                .isEqualTo(0.5);
        assertThat(analytics(region, "").path("cross_chain_transactions").intValue())
                .isZero();
        assertThat(analytics("nowhere", "").path("total_transactions").intValue())
                .isZero();
    }

    @Test
    void aPeriodMustHaveAnEndAfterItsStart() {
        assertProblem(get(ROOT + "/analytics"), 422, "VALIDATION_ERROR");
        assertProblem(get(ROOT + "/analytics?start_date=2026-01-02&end_date=2026-01-01"), 422, "VALIDATION_ERROR");
        assertProblem(get(ROOT + "/analytics?start_date=x&end_date=2026-01-01"), 422, "VALIDATION_ERROR");
        assertProblem(
                get(ROOT + "/analytics?start_date=2026-01-01&end_date=2026-01-02&period_type=odd"),
                422,
                "VALIDATION_ERROR");
    }

    @Test
    void theConfigurationTellsWhatTheMarketDependsOn() {
        JsonNode config = read(get(ROOT + "/config"));
        assertThat(config.at("/deliver_within/value").stringValue()).isEqualTo("PT24H");
        assertThat(config.at("/regional_pricing_enabled/type").stringValue()).isEqualTo("boolean");
        assertThat(read(get(ROOT + "/config?category=settlement"))).hasSize(2);
        assertThat(json(get(ROOT + "/config?category=setlement")).path("detail").stringValue())
                .isEqualTo("query.category: must be one of integration, settlement; did you mean settlement?");
    }

    @Test
    void healthCountsRegionsOffersAndPurchases() {
        JsonNode before = read(get(ROOT + "/health"));
        bought(offer(""), 1);
        JsonNode after = read(get(ROOT + "/health"));
        assertThat(after.at("/offers/total").intValue())
                .isGreaterThan(before.at("/offers/total").intValue());
        assertThat(after.at("/transactions/recent_24h").intValue())
                .isGreaterThan(before.at("/transactions/recent_24h").intValue());
        assertThat(after.path("overall_health_score").doubleValue()).isBetween(0.0, 1.0);
        assertThat(after.at("/regions/total").intValue()).isPositive();
    }
}
