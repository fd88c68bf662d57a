package org.aitbc.miner.earnings;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.util.List;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.job.JobState;
import org.aitbc.domain.job.JobView;
import org.aitbc.domain.payment.Currency;
import org.aitbc.miner.earnings.MinerHistory.Earned;
import org.aitbc.miner.earnings.MinerHistory.Filter;
import org.aitbc.miner.earnings.MinerHistory.Span;
import org.aitbc.miner.registry.Miners;
import org.aitbc.starter.paging.Page;
import org.aitbc.starter.paging.Times;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/miners/{minerId}")
@Tag(name = "miners")
class EarningsController {

    private final Miners miners;
    private final MinerHistory history;

    EarningsController(Miners miners, MinerHistory history) {
        this.miners = miners;
        this.history = history;
    }

    /**
     * @param jobs the jobs that it ran or runs
     */
    record MinerJobs(List<JobView> jobs, int total, int limit, int offset, String minerId) {}

    /**
     * Money that reached the miner's account; what was never paid is no earning.
     *
     * @param totalEarnings what was released to it, less the fee
     * @param pendingEarnings what is held for the jobs that it is running: the most that they bring, before the fee
     * @param completedJobs how many of its jobs were completed
     * @param earningsHistory what single jobs paid
     */
    record Earnings(
            String minerId,
            BigDecimal totalEarnings,
            BigDecimal pendingEarnings,
            int completedJobs,
            String currency,
            @Nullable String fromTime,
            @Nullable String toTime,
            List<Earned> earningsHistory) {}

    @PostMapping("/jobs")
    @Operation(summary = "Jobs of a miner, running and ended, newest first")
    MinerJobs jobs(
            Caller caller,
            @PathVariable String minerId,
            Page page,
            @RequestParam @Nullable String jobType,
            @RequestParam @Nullable BigDecimal minReward,
            @RequestParam @Nullable JobState jobStatus) {
        miners.owned(caller, minerId);
        Filter filter = new Filter(jobType, minReward, jobStatus);
        return new MinerJobs(
                history.jobs(minerId, filter, page.rows(), page.skipped()),
                history.count(minerId, filter),
                page.rows(),
                page.skipped(),
                minerId);
    }

    @PostMapping("/earnings")
    @Operation(summary = "Earnings of a miner, by time of payment")
    Earnings earnings(
            Caller caller,
            @PathVariable String minerId,
            @RequestParam @Nullable String fromTime,
            @RequestParam @Nullable String toTime,
            @RequestParam(defaultValue = "AITBC") String currency) {
        miners.owned(caller, minerId);
        Span span = new Span(Times.parse("from_time", fromTime), Times.parse("to_time", toTime));
        Currency asked = Currency.of(currency);
        return new Earnings(
                minerId,
                history.earned(minerId, asked, span),
                history.pending(minerId, asked),
                history.completed(minerId, span),
                asked.name(),
                fromTime,
                toTime,
                history.history(minerId, asked, span));
    }
}
