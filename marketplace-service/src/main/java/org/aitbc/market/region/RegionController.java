package org.aitbc.market.region;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.util.List;
import org.aitbc.domain.identity.Caller;
import org.aitbc.market.region.RegionSamples.RegionSample;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/global-marketplace/regions")
@Tag(name = "global marketplace")
class RegionController {

    private final Regions regions;
    private final RegionSamples samples;

    RegionController(Regions regions, RegionSamples samples) {
        this.regions = regions;
        this.samples = samples;
    }

    /** @param meanBeatAge seconds since its workers were heard of, or null */
    record RegionPerformance(
            long miners,
            long minersOnline,
            @Nullable Double meanBeatAge,
            double requestRate,
            List<RegionSample> samples) {}

    record RegionHealth(
            String status,
            double healthScore,
            double loadFactor,
            @Nullable Double averageResponseTime,
            double errorRate,
            @Nullable Instant lastHealthCheck,
            RegionPerformance recentPerformance) {}

    @GetMapping
    @Operation(summary = "The regions, with what was measured of each")
    List<Region> regions(
            @RequestParam(required = false) @Nullable @Pattern(regexp = "active|inactive|maintenance|deprecated")
                    String status) {
        return regions.all(status);
    }

    @GetMapping("/{regionCode}/health")
    @Operation(summary = "How a region is, by its endpoint, its workers and reports of the last minutes")
    RegionHealth health(@PathVariable String regionCode) {
        Region region = regions.require(regionCode);
        return new RegionHealth(
                region.status(),
                region.healthScore(),
                region.loadFactor(),
                region.averageResponseTime(),
                region.errorRate(),
                region.lastHealthCheck(),
                new RegionPerformance(
                        region.miners(),
                        region.minersOnline(),
                        region.meanBeatAge(),
                        region.requestRate(),
                        samples.newest(regionCode)));
    }

    @PostMapping("/{regionCode}/health")
    @Operation(summary = "An admin reports what was measured of a region elsewhere")
    Region report(Caller caller, @PathVariable String regionCode, @Valid @RequestBody RegionReport report) {
        regions.require(regionCode);
        samples.add(regionCode, caller.subject(), report);
        return regions.require(regionCode);
    }
}
