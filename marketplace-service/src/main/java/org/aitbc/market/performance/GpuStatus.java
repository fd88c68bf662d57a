package org.aitbc.market.performance;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * @param activeJobs that a worker has now
 * @param devices a part of them; the metrics are of all
 */
record GpuStatus(Instant timestamp, long activeJobs, Metrics metrics, List<Device> devices) {

    /**
     * Means of the GPUs whose workers say so, null where none does.
     *
     * @param overallUtilizationPct of each GPU the greater of compute and memory
     * @param energyEfficiencyScore percent of utilisation for each watt drawn
     * @param jobsProcessedTotal completed since the suite is there
     */
    record Metrics(
            @Nullable Double overallUtilizationPct,
            @Nullable Double computeUtilizationPct,
            @Nullable Double memoryUtilizationPct,
            @Nullable Double energyEfficiencyScore,
            long jobsProcessedTotal) {

        static Metrics of(List<Device> devices, long processed) {
            List<Device> metered = devices.stream()
                    .filter(one -> one.powerDrawW() != null && one.utilization() != null)
                    .toList();
            return new Metrics(
                    Figures.mean(devices, Device::load),
                    Figures.mean(devices, Device::utilization),
                    Figures.mean(devices, Device::memoryUtilization),
                    Figures.share(
                            metered.stream()
                                    .mapToDouble(one -> Objects.requireNonNull(one.utilization()))
                                    .sum(),
                            metered.stream()
                                    .mapToDouble(one -> Objects.requireNonNull(one.powerDrawW()))
                                    .sum()),
                    processed);
        }
    }
}
