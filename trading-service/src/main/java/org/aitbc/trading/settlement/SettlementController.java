package org.aitbc.trading.settlement;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.*;
import org.aitbc.domain.identity.Caller;
import org.aitbc.starter.docs.Refusal;
import org.aitbc.starter.idempotent.TakesIdempotencyKey;
import org.aitbc.starter.jpa.Where;
import org.aitbc.starter.paging.*;
import org.aitbc.trading.settlement.Settlement.CrossChainSettlementRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.*;

@RestController
@RequestMapping("/v1/settlement/cross-chain")
@Tag(name = "settlement")
record SettlementController(Settlements settlements, ManageSettlements manageSettlements) {

    /** @param total of all, not only of this part */
    record SettlementList(
            List<Settlement> settlements,
            long total,
            int limit,
            int offset,
            @Nullable String nextCursor) implements WithNext {}

    record Done(String message) {}

    @PostMapping
    @TakesIdempotencyKey
    @Operation(
            summary = "Settle on a chain: a transfer from the caller's wallet, or a swap to another chain",
            description =
                    "After a 503 the outcome is unknown: repeat it with the same Idempotency-Key, or look at the list.")
    @Refusal(status = 402, when = "The wallet has too little.")
    @Refusal(status = 409, when = "The suite has too little to swap with.")
    Settlement create(Caller caller, @Valid @RequestBody CrossChainSettlementRequest request) {
        return manageSettlements.create(caller, request);
    }

    @GetMapping("/{settlementId}")
    @Operation(summary = "A settlement, as the chains said at as_of")
    Settlement settlement(Caller caller, @PathVariable UUID settlementId) {
        return settlements.require(settlementId, Settlements.of(caller));
    }

    @GetMapping
    @Operation(summary = "The caller's settlements, newest first; all for an admin")
    SettlementList list(Caller caller, @PageLimits(max = 200, value = 50) Page page) {
        Where<Settlement> own = Settlements.of(caller);
        Slice<Settlement> part = settlements.page(page, own);
        return new SettlementList(part.items(), settlements.count(own), page.rows(), page.skipped(), part.nextCursor());
    }

    @DeleteMapping("/{settlementId}")
    @Operation(
            summary = "Cancel a settlement before it is on its way: its owner, or an admin",
            description = "Of a transfer nothing is sent then; what a swap has locked returns at its deadline.")
    Done cancel(Caller caller, @PathVariable UUID settlementId) {
        Settlement cancelled = manageSettlements.cancel(caller, settlementId);
        return new Done(
                cancelled.request.isTransfer()
                        ? "Settlement cancelled; nothing was sent"
                        : "Settlement cancelled; what is locked comes back at its deadline");
    }
}
