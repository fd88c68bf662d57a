package org.aitbc.payment.staking;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.identity.Caller;
import org.aitbc.starter.idempotent.Idempotent;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "staking")
class AgentDutyController {

    private final PerformanceReports reports;
    private final EarningsDistributions distributions;

    AgentDutyController(PerformanceReports reports, EarningsDistributions distributions) {
        this.reports = reports;
        this.distributions = distributions;
    }

    @PostMapping("/v1/agents/{agentWallet}/performance")
    @Operation(summary = "Report an agent's performance as measured by an oracle (admin)")
    @Idempotent("stake.report")
    PerformanceReports.Reported report(
            Caller caller, @PathVariable String agentWallet, @Valid @RequestBody AgentPerformanceUpdateRequest report) {
        requireSame(agentWallet, report.agentWallet());
        return reports.add(caller, report);
    }

    @PostMapping("/v1/agents/{agentWallet}/distribute-earnings")
    @Operation(summary = "Distribute an agent's earnings to its stakers")
    @Idempotent("stake.distribute")
    EarningsDistributions.EarningsDistributed distribute(
            Caller caller, @PathVariable String agentWallet, @Valid @RequestBody EarningsDistributionRequest asked) {
        requireSame(agentWallet, asked.agentWallet());
        return distributions.distribute(caller, asked);
    }

    private static void requireSame(String path, String body) {
        if (!path.equals(body)) {
            throw new Invalid("VALIDATION_ERROR", "body.agent_wallet: is another agent than the path's");
        }
    }
}
