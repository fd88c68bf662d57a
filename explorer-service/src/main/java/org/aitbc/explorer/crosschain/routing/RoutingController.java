package org.aitbc.explorer.crosschain.routing;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.aitbc.explorer.sending.Priority;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/cross-chain/transactions")
@Tag(name = "cross-chain transactions")
class RoutingController {

    private final Routes routes;

    RoutingController(Routes routes) {
        this.routes = routes;
    }

    /**
     * @param recommendedChain the best of them
     * @param routingOptions the best first
     * @param optimizationFactors what counted how much
     */
    record Routing(
            long recommendedChain, List<Route> routingOptions, Weights optimizationFactors, Instant generatedAt) {}

    @PostMapping("/optimize-routing")
    @Operation(summary = "Recommend the chain to send on, from current node data; 503 if no node answers")
    Routing optimize(
            @RequestParam("transaction_type")
                    @Pattern(regexp = "transfer|swap|bridge|deposit|withdrawal|contract_call|approval")
                    String kind,
            @RequestParam @Positive BigDecimal amount,
            @RequestParam long fromChain,
            @RequestParam @Nullable Long toChain,
            @RequestParam(defaultValue = "medium") @Pattern(regexp = "low|medium|high|urgent|critical")
                    String urgency) {
        Weights weights = Weights.of(urgency);
        List<Route> options = routes.between(fromChain, toChain, Priority.of(urgency), weights);
        return new Routing(options.getFirst().chainId(), options, weights, Instant.now());
    }
}
