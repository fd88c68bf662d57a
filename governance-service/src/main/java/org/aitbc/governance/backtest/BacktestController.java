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
    @Operation(summary = "What a change of parameters would have made of the last days, by the newest run")
    Backtest backtest(@PathVariable UUID proposalId) {
        return backtests.require(proposalId);
    }

    @PostMapping
    @Operation(summary = "Run the backtest again (proposer, admin), a minute after the last run at the earliest")
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
