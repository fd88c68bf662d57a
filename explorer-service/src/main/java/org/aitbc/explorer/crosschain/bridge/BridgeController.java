package org.aitbc.explorer.crosschain.bridge;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.explorer.crosschain.bridge.LiquidityPools.LiquidityPool;
import org.aitbc.explorer.crosschain.bridge.SwapStatistics.BridgeStatistics;
import org.aitbc.starter.request.IdempotencyHeader;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/cross-chain/bridge")
@Tag(name = "cross-chain bridge")
class BridgeController {

    private final BridgeRequests requests;
    private final Swaps swaps;
    private final SwapTransactions transactions;
    private final SwapStatistics statistics;
    private final LiquidityPools pools;

    BridgeController(
            BridgeRequests requests,
            Swaps swaps,
            SwapTransactions transactions,
            SwapStatistics statistics,
            LiquidityPools pools) {
        this.requests = requests;
        this.swaps = swaps;
        this.transactions = transactions;
        this.statistics = statistics;
        this.pools = pools;
    }

    /** @param cancelledAt null until what was locked is back */
    record BridgeCancelled(
            String bridgeRequestId,
            String status,
            String reason,
            @Nullable Instant cancelledAt) {}

    @PostMapping("/create-request")
    @Operation(summary = "Swap coins or tokens to another chain by hash time locks; refunded if not completed in time")
    SwapView create(
            Caller caller,
            @RequestHeader(name = IdempotencyHeader.NAME, required = false) @Nullable String key,
            @Valid BridgeRequest request) {
        return requests.create(caller, request, key);
    }

    @GetMapping("/request/{bridgeRequestId}")
    @Operation(summary = "A bridge request and its transactions on both chains")
    SwapView request(Caller caller, @PathVariable UUID bridgeRequestId) {
        Swap swap = swaps.require(caller, bridgeRequestId);
        return SwapView.of(swap, transactions.of(swap), null);
    }

    @PostMapping("/request/{bridgeRequestId}/cancel")
    @Operation(summary = "Cancel a swap before the other side is locked; locked coins return at the deadline")
    BridgeCancelled cancel(
            Caller caller, @PathVariable UUID bridgeRequestId, @RequestParam @NotBlank @Size(max = 500) String reason) {
        swaps.require(caller, bridgeRequestId);
        Swap swap = swaps.cancel(bridgeRequestId, reason)
                .orElseThrow(() -> new Conflict("BRIDGE_REQUEST_NOT_PENDING", "it can no longer be cancelled"));
        return new BridgeCancelled(Ids.text(swap.id()), swap.step().status(), reason, swap.endedAt());
    }

    @GetMapping("/statistics")
    @Operation(summary = "Bridge statistics")
    BridgeStatistics statistics(
            @RequestParam(name = "time_period_hours", defaultValue = "24") @Min(1) @Max(8760) int hours) {
        return statistics.of(hours);
    }

    @GetMapping("/liquidity-pools")
    @Operation(summary = "Swap liquidity of the suite on each chain")
    List<LiquidityPool> liquidityPools() {
        return pools.all();
    }
}
