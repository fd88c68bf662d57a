package org.aitbc.market.global;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.util.Map;
import org.aitbc.domain.error.Invalid;
import org.aitbc.market.global.Analytics.Period;
import org.aitbc.market.global.GlobalHealths.GlobalHealth;
import org.aitbc.starter.paging.Times;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/global-marketplace")
@Tag(name = "global marketplace")
class StatusController {

    private final Analytics analytics;
    private final GlobalHealths healths;
    private final GlobalConfig config;

    StatusController(Analytics analytics, GlobalHealths healths, GlobalConfig config) {
        this.analytics = analytics;
        this.healths = healths;
        this.config = config;
    }

    @GetMapping("/analytics")
    @Operation(summary = "What was sold in a time, by this market's own purchases")
    Analytics.GlobalReport analytics(
            @RequestParam(name = "period_type", defaultValue = "daily")
                    @Pattern(regexp = "realtime|hourly|daily|weekly|monthly|quarterly|yearly")
                    String periodType,
            @RequestParam(name = "start_date") String start,
            @RequestParam(name = "end_date") String end,
            @RequestParam(defaultValue = OfferDesk.ANYWHERE) String region,
            @RequestParam(name = "include_cross_chain", defaultValue = "false") boolean crossChain,
            @RequestParam(name = "include_regional", defaultValue = "false") boolean regional) {
        Instant from = Times.parse("start_date", start);
        Instant until = Times.parse("end_date", end);
        if (from == null || until == null || !from.isBefore(until)) {
            throw new Invalid("VALIDATION_ERROR", "end_date: must be after start_date");
        }
        return analytics.report(periodType, new Period(from, until, region), crossChain, regional);
    }

    @GetMapping("/config")
    @Operation(summary = "How this market is set")
    Map<String, GlobalConfig.ConfigEntry> config(@RequestParam(required = false) @Nullable String category) {
        return config.of(category);
    }

    @GetMapping("/health")
    @Operation(summary = "How the regions are, and whether anything is offered and bought")
    GlobalHealth health() {
        return healths.now();
    }
}
