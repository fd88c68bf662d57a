package org.aitbc.worker.machine;

/**
 * A GPU as its driver describes it now. Memory is in MiB, utilisation in percent, -1 where the driver does not say; cuda
 * is the newest CUDA version the driver supports, empty where unknown.
 */
public record Gpu(
        String name, String uuid, long memoryMb, long memoryUsedMb, int utilization, String driver, String cuda) {}
