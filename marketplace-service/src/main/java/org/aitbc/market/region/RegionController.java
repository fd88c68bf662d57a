package org.aitbc.market.region;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.*;
import java.time.Instant;
import java.util.List;
import org.aitbc.domain.identity.Caller;
import org.aitbc.market.region.Regions.*;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.*;

@RestController
@RequestMapping("/v1/global-marketplace/regions")
@Tag(name = "global marketplace")
record RegionController(Regions regions) {

    /**
     * @param source {@code probe} or {@code report}
     * @param averageResponseTime milliseconds; null where nothing was measured
     */
    record RegionSample(
            Instant at,
            String source,
            double healthScore,
            @Nullable Double averageResponseTime,
            double errorRate,
            @Nullable Double loadFactor) {}

    /**
     * @param meanBeatAge seconds since the heartbeats of its workers
     * @param samples the newest first
     */
    record RegionPerformance(
            long miners,
            long minersOnline,
            @Nullable Double meanBeatAge,
            double requestRate,
            List<RegionSample> samples) {}

    /**
     * @param averageResponseTime milliseconds; null where nothing was measured
     * @param recentPerformance of the last samples
     */
    record RegionHealth(
            String status,
            double healthScore,
            double loadFactor,
            @Nullable Double averageResponseTime,
            double errorRate,
            @Nullable Instant lastHealthCheck,
            RegionPerformance recentPerformance) {}

    @GetMapping
    @Operation(summary = "List the regions with their health and load")
    List<Region> regions(@RequestParam @Nullable @Pattern(regexp = RegionReport.STATUS) String status) {
        return regions.all(status);
    }

    @GetMapping("/{regionCode}/health")
    @Operation(summary = "Get the health of a region")
    RegionHealth health(@PathVariable String regionCode) {
        return regions.require(regionCode, RegionHealth.class);
    }

    @PostMapping("/{regionCode}/health")
    @Operation(summary = "Report the health of a region, or change its status", description = "For admins.")
    Region report(Caller caller, @PathVariable String regionCode, @Valid @RequestBody RegionReport report) {
        regions.require(regionCode, Region.class);
        regions.add(regionCode, caller.subject(), report);
        return regions.require(regionCode, Region.class);
    }
}
