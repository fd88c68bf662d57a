package org.aitbc.market.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.aitbc.domain.identity.Role;
import org.aitbc.market.services.ServiceSale.Action;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

class CrossChainTests extends ServicesTest {

    @AfterEach
    void asDelivered() {
        jdbc.sql("delete from marketplace.global_option").update();
    }

    private MvcTestResult create(String query, String body) {
        return post(
                operator,
                INTEGRATION + "/offers/create-cross-chain?service_type=" + type + "&base_price=2" + query,
                body);
    }

    private MvcTestResult execute(String query) {
        return as(client, Role.CLIENT, HttpMethod.POST, INTEGRATION + "/transactions/execute-cross-chain?" + query)
                .exchange();
    }

    private MvcTestResult change(String json) {
        return post("root", Role.ADMIN, INTEGRATION + "/config/update", json);
    }

    private String listed() {
        return read(create("&total_capacity=10", """
                {"resource_specification": {}, "supported_chains": [1, 10], "cross_chain_pricing": {"10": 3}}""")).path("offer_id").stringValue();
    }

    @Test
    void anOfferIsListedOnTheChainsThatHaveANode() {
        JsonNode offer = read(create("", "{\"resource_specification\": {}}"));
        assertThat(offer.path("supported_chains").valueStream().map(JsonNode::longValue))
                .containsExactly(1L, 10L, 5L);
        assertThat(offer.path("total_capacity").intValue()).isEqualTo(100);
        assertThat(offer.path("cross_chain_listings")).hasSize(3);
        assertThat(offer.path("auto_bridge_enabled").booleanValue()).isFalse();

        read(change("{\"auto_cross_chain_listing\": false}"));
        assertProblem(create("", "{\"resource_specification\": {}}"), 422, "VALIDATION_ERROR");
        chains.setAway(true);
        read(change("{\"auto_cross_chain_listing\": true}"));
        assertProblem(create("", "{\"resource_specification\": {}}"), 503, "SERVICE_UNAVAILABLE");
    }

    @Test
    void aCrossChainOfferMustMakeSense() {
        assertProblem(create("&total_capacity=0", "{\"resource_specification\": {}}"), 422, "VALIDATION_ERROR");
        assertProblem(create("", "{}"), 422, "VALIDATION_ERROR");
        assertProblem(
                create("", "{\"resource_specification\": {}, \"supported_chains\": [137]}"), 503, "CHAIN_UNAVAILABLE");
        assertProblem(
                create(
                        "",
                        "{\"resource_specification\": {}, \"supported_chains\": [1], \"cross_chain_pricing\": {\"5\": 1}}"),
                422,
                "VALIDATION_ERROR");
        String sale = bought(offer(""), 1);
        read(act(operator, sale, Action.CANCEL));
        assertProblem(create("", "{\"resource_specification\": {}}"), 422, "INSUFFICIENT_REPUTATION");
        read(create("&reputation_threshold=0&deadline_minutes=5", "{\"resource_specification\": {}}"));
    }

    @Test
    void aPurchaseAcrossChainsTellsWhatTheBridgeWouldTake() {
        String offer = listed();
        JsonNode sale = read(execute("offer_id=" + offer + "&quantity=2&source_chain=1&target_chain=10"));
        assertThat(sale.path("unit_price").decimalValue()).isEqualByComparingTo("3");
        assertThat(sale.path("total_amount").decimalValue()).isEqualByComparingTo("6");
        assertThat(sale.path("cross_chain_fee").decimalValue()).isEqualByComparingTo("0.018");
        assertThat(sale.path("bridge_transaction_id").isNull()).isTrue();
        assertThat(money.available(client)).isEqualByComparingTo("94");

        JsonNode same = read(execute("offer_id=" + offer + "&quantity=1"));
        assertThat(same.path("source_chain").longValue()).isEqualTo(1);
        assertThat(same.path("cross_chain_fee").decimalValue()).isZero();
        assertThat(same.path("unit_price").decimalValue()).isEqualByComparingTo("2");

        assertThat(read(get(client, INTEGRATION + "/transactions/cross-chain"))).hasSize(2);
        assertThat(read(get(operator, INTEGRATION + "/transactions/cross-chain?target_chain=10")))
                .hasSize(1);
        assertThat(read(get(someone("client"), INTEGRATION + "/transactions/cross-chain")))
                .isEmpty();
        assertThat(get(INTEGRATION + "/transactions/cross-chain")).hasStatus(401);
    }

    @Test
    void aPurchaseThatCannotBeBridgedIsUnavailable() {
        String offer = listed();
        String bridged = "offer_id=" + offer + "&quantity=1&target_chain=10&source_chain=";
        assertProblem(execute(bridged + 5), 503, "BRIDGE_UNAVAILABLE");
        assertProblem(execute(bridged + 137), 503, "CHAIN_UNAVAILABLE");
        assertProblem(execute(bridged + 4), 422, "CHAIN_NOT_FOUND");
        assertProblem(execute(bridged + "1&bridge_protocol=wrapped_token"), 503, "PROTOCOL_UNAVAILABLE");
        assertProblem(execute(bridged + "1&priority=odd"), 422, "VALIDATION_ERROR");
        chains.setAway(true);
        assertProblem(execute(bridged + 1), 503, "SERVICE_UNAVAILABLE");
        read(execute("offer_id=" + offer + "&quantity=1"));
        assertProblem(execute("offer_id=" + offer("") + "&quantity=1"), 422, "VALIDATION_ERROR");
        assertThat(money.available(client)).isEqualByComparingTo("98");
    }

    @Test
    void pricesOfChainsAreLeftOutWhereThatIsSwitchedOff() {
        read(change("{\"cross_chain_pricing_enabled\": false}"));
        assertThat(read(execute("offer_id=" + listed() + "&quantity=1&target_chain=10"))
                        .path("unit_price")
                        .decimalValue())
                .isEqualByComparingTo("2");
    }

    @Test
    void sellersWhoseSalesWentWellComeFirst() {
        String good = offer("");
        read(act(client, bought(good, 1), Action.CONFIRM));
        String fresh = offer("");
        String list = INTEGRATION + "/offers/cross-chain?include_cross_chain=false&service_type=" + type;
        assertThat(read(get(list)).at("/0/id").stringValue()).isEqualTo(good);
        assertThat(read(get(list + "&min_reputation=900"))).hasSize(1);
        read(change("{\"reputation_based_ranking\": false}"));
        assertThat(read(get(list)).at("/0/id").stringValue()).isEqualTo(fresh);
        assertThat(read(get(INTEGRATION + "/offers/cross-chain?service_type=" + type)))
                .isEmpty();
        String chained = listed();
        JsonNode details = read(get(INTEGRATION + "/offers/" + chained + "/cross-chain-details"));
        assertThat(details.at("/cross_chain_availability/total_chains").intValue())
                .isEqualTo(2);
        assertThat(details.at("/cross_chain_availability/pricing_available").booleanValue())
                .isTrue();
        assertThat(read(get(INTEGRATION + "/offers/cross-chain?chain_id=10&service_type=" + type)))
                .hasSize(1);
    }

    @Test
    void pricesFollowWhatIsSoldAndLeft() {
        String offer = listed();
        read(execute("offer_id=" + offer + "&quantity=5&target_chain=10"));
        JsonNode optimized = read(post(operator, INTEGRATION + "/offers/" + offer + "/optimize-pricing", ""));
        assertThat(optimized.at("/market_conditions/demand_level").stringValue())
                .isEqualTo("medium");
        assertThat(optimized.at("/market_conditions/competition_level").stringValue())
                .isEqualTo("low");
        assertThat(optimized.at("/market_conditions/price_trend").stringValue()).isEqualTo("unknown");
        // half is sold: the middle of 0.8 and 1.2; on chain 1 nothing is
        assertThat(optimized.at("/optimized_pricing/regional_pricing/global").decimalValue())
                .isEqualByComparingTo("2");
        assertThat(optimized.at("/optimized_pricing/cross_chain_pricing/10").decimalValue())
                .isEqualByComparingTo("2");
        assertThat(optimized.at("/optimized_pricing/cross_chain_pricing/1").decimalValue())
                .isEqualByComparingTo("1.6");
        assertThat(optimized.path("price_improvement").doubleValue()).isCloseTo(-15.56, within(0.01));
        assertThat(read(execute("offer_id=" + offer + "&quantity=1&target_chain=1"))
                        .path("unit_price")
                        .decimalValue())
                .isEqualByComparingTo("1.6");
        JsonNode premium = read(post(
                operator,
                INTEGRATION + "/offers/" + offer + "/optimize-pricing?optimization_strategy=premium&target_chains=10",
                ""));
        assertThat(premium.at("/optimized_pricing/cross_chain_pricing")).hasSize(1);
        assertProblem(post(client, INTEGRATION + "/offers/" + offer + "/optimize-pricing", ""), 403, "NOT_YOUR_OFFER");
        assertProblem(
                post(operator, INTEGRATION + "/offers/" + offer + "/optimize-pricing?optimization_strategy=odd", ""),
                422,
                "VALIDATION_ERROR");
    }

    @Test
    void onlyWhatHasAnEffectIsSwitched() {
        JsonNode changed = read(change("{\"regional_pricing_enabled\": false}"));
        assertThat(changed.at("/updated_config/regional_pricing_enabled").booleanValue())
                .isFalse();
        assertThat(changed.at("/updated_keys/0").stringValue()).isEqualTo("regional_pricing_enabled");
        assertProblem(change("{\"auto_bridge_execution\": true}"), 422, "VALIDATION_ERROR");
        assertProblem(
                change("{\"reputation_based_ranking\": false, \"regional_pricing_enabled\": 1}"),
                422,
                "VALIDATION_ERROR");
        assertProblem(change("{\"whatever\": true}"), 422, "VALIDATION_ERROR");
        assertProblem(change("{}"), 422, "VALIDATION_ERROR");
        assertThat(post(client, INTEGRATION + "/config/update", "{}")).hasStatus(403);
        JsonNode config = read(get(INTEGRATION + "/config"));
        assertThat(config.at("/integration_config/reputation_based_ranking").booleanValue())
                .isTrue();
        assertThat(config.at("/integration_config/auto_bridge_execution").booleanValue())
                .isFalse();
        assertThat(config.at("/bridge_protocols/htlc/available").booleanValue()).isTrue();
        assertThat(config.at("/optimization_strategies/premium/price_range").stringValue())
                .isEqualTo("1.0-1.5");
    }

    @Test
    void theStatusIsWhatCanBeReached() {
        JsonNode status = read(get(INTEGRATION + "/status"));
        assertThat(status.at("/services/marketplace_service").stringValue()).isEqualTo("operational");
        assertThat(status.at("/services/bridge_service").stringValue()).isEqualTo("operational");
        // there is no payment-service to be asked for its health here
        assertThat(status.at("/services/transaction_manager").stringValue()).isEqualTo("unavailable");
        assertThat(status.path("status").stringValue()).isEqualTo("degraded");
        chains.setAway(true);
        JsonNode health = read(get(INTEGRATION + "/health"));
        assertThat(health.at("/services/bridge_service").stringValue()).isEqualTo("unavailable");
        assertThat(health.path("issues").valueStream().map(JsonNode::stringValue))
                .contains("bridge_service is unavailable");
    }

    @Test
    void analyticsAndDiagnosticsAreOfWhatWasBought() {
        read(execute("offer_id=" + listed() + "&quantity=1&source_chain=1&target_chain=10"));
        JsonNode figures = read(get(INTEGRATION + "/analytics/cross-chain?chain_id=10"));
        assertThat(figures.at("/cross_chain_metrics/transactions").intValue()).isPositive();
        assertThat(figures.at("/bridge_statistics/total_requests").intValue()).isEqualTo(3);
        assertThat(figures.at("/marketplace_analytics/total_transactions").intValue())
                .isPositive();
        JsonNode integration = read(get(INTEGRATION + "/analytics/marketplace-integration"));
        assertThat(integration.path("total_integrated_offers").intValue()).isPositive();
        assertThat(integration.path("supported_chains").intValue()).isGreaterThanOrEqualTo(2);
        JsonNode run = read(post("root", Role.ADMIN, INTEGRATION + "/diagnostics/run?diagnostic_type=cross_chain", ""));
        assertThat(run.at("/results/cross_chain/transactions").intValue()).isPositive();
        assertThat(run.at("/results/services").isNull()).isTrue();
        assertThat(run.path("duration_seconds").doubleValue()).isPositive();
        assertThat(post(client, INTEGRATION + "/diagnostics/run", "")).hasStatus(403);
        assertProblem(get(INTEGRATION + "/analytics/cross-chain?time_period_hours=0"), 422, "VALIDATION_ERROR");
    }
}
