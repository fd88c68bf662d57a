package org.aitbc.worker.machine;

import org.jspecify.annotations.Nullable;

/**
 * A GPU as its driver describes it now. Memory is in MiB, utilisation in percent, -1 where the driver does not say; cuda
 * is the newest CUDA version the driver supports, empty where unknown.
 *
 * @param temperatureC degrees Celsius of the chip, null where it has no sensor
 * @param powerDrawW watts of the whole board, null where it is not measured
 */
public record Gpu(
        String name,
        String uuid,
        long memoryMb,
        long memoryUsedMb,
        int utilization,
        @Nullable Integer temperatureC,
        @Nullable Double powerDrawW,
        String driver,
        String cuda) {}
