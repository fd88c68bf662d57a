package org.aitbc.market.services;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Pattern;
import java.time.*;
import java.util.*;
import org.aitbc.domain.error.Invalid;
import org.aitbc.market.region.Regions;
import org.aitbc.market.region.Regions.Region;
import org.aitbc.market.services.FeatureFlags.*;
import org.aitbc.market.services.SalesReports.GlobalReport;
import org.aitbc.starter.paging.Times;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.*;

@RestController
@RequestMapping("/v1/global-marketplace")
@Tag(name = "global marketplace")
record ServiceReportController(SalesReports reports, FeatureFlags flags, Regions regions, JdbcClient jdbc) {

    private static final String COUNTS = """
        select now() as at, o.*, t.* from (
          select count(*) as offers, count(*) filter (where available > 0 and (expires_at is null or expires_at > now())) as active
          from marketplace.service_offer) o, (
          select count(*) as sales, count(*) filter (where created_at > now() - interval '24 hours') as recent
          from marketplace.service_transaction) t
        """;

    /**
     * @param value as text
     * @param type of the value
     * @param isPublic whether anybody may read it
     * @param updatedAt null where it is as it was delivered
     */
    record ConfigEntry(
            String value,
            String type,
            String description,
            String category,
            boolean isPublic,
            @Nullable Instant updatedAt) {}

    private record Counts(Instant at, long offers, long active, long sales, long recent) {}

    /**
     * @param active how many are active
     * @param healthRatio share that is active, 0 to 1
     */
    record RegionCount(long total, long active, double healthRatio) {}

    /**
     * @param active how many can be bought
     * @param activityRatio share that is active, 0 to 1
     */
    record OfferCount(long total, long active, double activityRatio) {}

    /**
     * @param recent of the last day
     * @param activityRate the share of all purchases that is of the last day
     */
    record SaleCount(long total, @JsonProperty("recent_24h") long recent, double activityRate) {}

    /**
     * @param status {@code healthy} where regions are at 0.8 and better on the mean, {@code degraded}, or {@code unavailable}
     * @param overallHealthScore mean of the regions, 0 to 1
     * @param regions how many are active
     * @param offers how many are active
     * @param transactions purchases
     */
    record GlobalHealth(
            String status,
            double overallHealthScore,
            RegionCount regions,
            OfferCount offers,
            SaleCount transactions,
            Instant lastUpdated) {}

    @GetMapping("/analytics")
    @Operation(summary = "Market analytics: what was sold between two times")
    GlobalReport analytics(
            @RequestParam(defaultValue = "daily")
                    @Pattern(regexp = "realtime|hourly|daily|weekly|monthly|quarterly|yearly")
                    String periodType,
            @RequestParam String startDate,
            @RequestParam String endDate,
            @RequestParam(defaultValue = ServiceOffer.ANYWHERE) String region,
            @RequestParam(defaultValue = "false") boolean includeCrossChain,
            @RequestParam(defaultValue = "false") boolean includeRegional) {
        Instant from = Times.parse("start_date", startDate);
        Instant until = Times.parse("end_date", endDate);
        if (from == null || until == null || !from.isBefore(until)) {
            throw new Invalid("VALIDATION_ERROR", "end_date: must be after start_date");
        }
        return reports.report(periodType, from, until, region, null, includeCrossChain, includeRegional);
    }

    @GetMapping("/config")
    @Operation(summary = "Market configuration")
    Map<String, ConfigEntry> config(
            @RequestParam @Nullable @Pattern(regexp = "integration|settlement") String category) {
        Map<String, ConfigEntry> entries = new LinkedHashMap<>();
        Map<String, Change> changes = flags.changes();
        for (Flag flag : Flag.values()) {
            Change now = changes.getOrDefault(flag.text(), new Change(flag.text(), flag.isSupported(), null));
            String value = Boolean.toString(now.value());
            entries.put(
                    now.name(),
                    new ConfigEntry(value, "boolean", flag.description, "integration", true, now.updatedAt()));
        }
        entries.put("deliver_within", time(Sales.DELIVER_WITHIN, "How long a seller has; then the money goes back"));
        entries.put(
                "confirm_within",
                time(Sales.CONFIRM_WITHIN, "How long a buyer may look at a delivery; then it is paid for"));
        entries.values().removeIf(entry -> category != null && !entry.category.equals(category));
        return entries;
    }

    private static ConfigEntry time(Duration value, String description) {
        return new ConfigEntry(value.toString(), "duration", description, "settlement", true, null);
    }

    @GetMapping("/health")
    @Operation(summary = "Market health: how the regions are, and whether anything is offered and bought")
    GlobalHealth health() {
        List<Region> all = regions.all(null);
        double score = all.stream().mapToDouble(Region::healthScore).average().orElse(0);
        long active = all.stream().filter(Region::isActive).count();
        Counts now = jdbc.sql(COUNTS).query(Counts.class).single();
        return new GlobalHealth(
                active == 0 ? "unavailable" : score < 0.8 ? "degraded" : "healthy",
                score,
                new RegionCount(all.size(), active, share(active, all.size())),
                new OfferCount(now.offers, now.active, share(now.active, now.offers)),
                new SaleCount(now.sales, now.recent, share(now.recent, now.sales)),
                now.at);
    }

    private static double share(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }
}
