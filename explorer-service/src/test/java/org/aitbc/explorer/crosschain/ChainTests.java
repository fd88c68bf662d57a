package org.aitbc.explorer.crosschain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ChainTests extends CrossChainTest {

    @Test
    void everyConfiguredChainIsToldOf() {
        assertThat(read("/chains/supported")).hasSize(14);
        assertThat(read("/chains/supported"))
                .filteredOn(chain -> chain.path("home").booleanValue())
                .extracting(chain -> chain.path("chain_id").longValue())
                .containsExactly(HOME_ID);
        assertThat(read("/chains/" + NODELESS + "/info")
                        .path("adapter_available")
                        .booleanValue())
                .isFalse();
        assertProblem(get("/chains/4711/info", Map.of()), 404, "CHAIN_NOT_FOUND");
        assertThat(read("/config").path("supported_chains")).hasSize(14);
    }

    @Test
    void healthIsWhatEachNodeSays() {
        JsonNode health = read("/health");

        assertThat(health.path("status").stringValue()).isEqualTo("healthy");
        assertThat(health.path("chains")).anySatisfy(chain -> {
            assertThat(chain.path("chain_id").longValue()).isEqualTo(HOME_ID);
            assertThat(chain.path("status").stringValue()).isEqualTo("up");
            assertThat(chain.path("block_number").longValue()).isNotNegative();
        });
        assertThat(health.path("chains")).anySatisfy(chain -> {
            assertThat(chain.path("chain_id").longValue()).isEqualTo(NODELESS);
            assertThat(chain.path("status").stringValue()).isEqualTo("none");
        });
    }

    @Test
    void whatGasCostsFollowsThePriority() {
        JsonNode fees = read("/chains/" + HOME_ID + "/fees");

        long before = 0;
        for (String priority : List.of("low", "medium", "high", "urgent", "critical")) {
            JsonNode estimate = fees.path("priorities").path(priority);
            assertThat(estimate.path("estimated_gas_price").longValue())
                    .isEqualTo(fees.path("base_fee_per_gas").longValue()
                            + estimate.path("max_priority_fee_per_gas").longValue());
            assertThat(estimate.path("max_fee_per_gas").longValue()).isGreaterThanOrEqualTo(before);
            before = estimate.path("max_fee_per_gas").longValue();
        }
        assertProblem(get("/chains/" + NODELESS + "/fees", Map.of()), 503, "CHAIN_UNAVAILABLE");
    }

    @Test
    void theBestRouteComesFirstAndOneWithoutANodeIsNone() {
        JsonNode routing = ok(post(
                "/transactions/optimize-routing",
                Map.of("transaction_type", "transfer", "amount", "1", "from_chain", HOME_ID, "urgency", "low")));

        assertThat(routing.path("routing_options")).hasSize(11);
        assertThat(routing.path("recommended_chain"))
                .isEqualTo(routing.path("routing_options").path(0).path("chain_id"));
        assertThat(routing.path("routing_options").path(0).path("score").doubleValue())
                .isBetween(0.5, 1.0);
        assertThat(routing.path("routing_options"))
                .allSatisfy(
                        option -> assertThat(option.path("estimated_gas_price").decimalValue())
                                .isPositive());
        assertProblem(
                post(
                        "/transactions/optimize-routing",
                        Map.of(
                                "transaction_type",
                                "transfer",
                                "amount",
                                "1",
                                "from_chain",
                                NODELESS,
                                "to_chain",
                                NODELESS)),
                503,
                "CHAIN_UNAVAILABLE");
    }
}
