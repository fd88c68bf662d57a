package org.aitbc.governance.backtest;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.constraints.*;
import java.util.UUID;
import org.aitbc.domain.identity.Caller;
import org.springframework.web.bind.annotation.*;

@RestController
@RequestMapping("/v1/governance/proposals/{proposalId}/backtest")
record BacktestController(Backtests backtests) {

    @GetMapping
    @Operation(
            summary = "What a change of parameters would have made of the last days",
            description =
                    "The payments of the ledger are divided again by the values that were in force, which must come to "
                            + "what the ledger has to the last decimal, and then by the proposed ones. The newest run is answered.")
    Backtest backtest(@PathVariable UUID proposalId) {
        return backtests.require(proposalId);
    }

    @PostMapping
    @Operation(
            summary = "Run the backtest again, as the proposer or an admin",
            description = "A minute after the one before at the earliest. While one is waiting, that one is answered.")
    Backtest rerun(
            Caller caller,
            @PathVariable UUID proposalId,
            @RequestParam(defaultValue = "30") @Min(1) @Max(90) int days) {
        caller.requireOwner(
                backtests.proposer(proposalId), "NOT_YOUR_PROPOSAL", "proposers and admins run backtests again");
        backtests.queue(proposalId, days);
        return backtests.require(proposalId);
    }
}
