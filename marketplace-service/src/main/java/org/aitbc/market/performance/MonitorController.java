package org.aitbc.market.performance;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.aitbc.market.performance.Dashboard.DashboardView;
import org.aitbc.market.performance.Readings.NamespaceStats;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/marketplace/performance")
@Tag(name = "performance")
class MonitorController {

    private final Readings readings;
    private final Dashboard dashboard;

    MonitorController(Readings readings, Dashboard dashboard) {
        this.readings = readings;
        this.dashboard = dashboard;
    }

    /** @param l1CacheSize readings that are kept now, by the instance that answers */
    record CacheView(String status, long l1CacheSize, int namespacesTracked, List<NamespaceStats> namespaces) {}

    @GetMapping("/cache/stats")
    @Operation(summary = "What of these figures is kept for some seconds, and how often that was of use")
    CacheView cache() {
        return new CacheView("active", readings.size(), readings.stats().size(), readings.stats());
    }

    @PostMapping("/cache/invalidate/{namespace}")
    @Operation(summary = "Have the figures of a namespace read anew, by the instance that answers")
    Acknowledgement invalidate(@PathVariable String namespace) {
        readings.invalidate(namespace);
        return Acknowledgement.of(namespace + " will be read anew");
    }

    @GetMapping("/monitor/dashboard")
    @Operation(
            summary = "Requests, trade and GPUs at a glance",
            description =
                    "Requests are those of the instance that answers. Alerts name the figures that are above their"
                            + " threshold (aitbc.market.performance.alerts).")
    DashboardView dashboard() {
        return dashboard.now();
    }
}
