package org.aitbc.market.bounty;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import org.aitbc.market.bounty.BountyReports.BountyStats;
import org.aitbc.market.bounty.BountyReports.Rank;
import org.aitbc.market.bounty.BountyReports.TagCount;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/bounties")
@Tag(name = "bounties")
class BountyReportController {

    private final BountyReports reports;

    BountyReportController(BountyReports reports) {
        this.reports = reports;
    }

    record Categories(List<String> categories) {}

    record Tags(List<TagCount> tags) {}

    @GetMapping("/leaderboard")
    @Operation(summary = "Who won most in the last day, week or 30 days")
    List<Rank> leaderboard(
            @RequestParam(defaultValue = "weekly") Period period,
            @RequestParam(defaultValue = "50") @Min(1) @Max(100) int limit) {
        return reports.leaderboard(period, limit);
    }

    @GetMapping("/stats")
    @Operation(summary = "Figures of the bounties offered in the last day, week or 30 days")
    BountyStats stats(@RequestParam(defaultValue = "monthly") Period period) {
        return reports.stats(period);
    }

    @GetMapping("/categories")
    @Operation(summary = "The categories that bounties have")
    Categories categories() {
        return new Categories(reports.categories());
    }

    @GetMapping("/tags")
    @Operation(summary = "The tags that bounties have, the most used first")
    Tags tags(@RequestParam(defaultValue = "100") @Min(1) @Max(500) int limit) {
        return new Tags(reports.tags(limit));
    }
}
