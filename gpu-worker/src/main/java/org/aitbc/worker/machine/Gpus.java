package org.aitbc.worker.machine;

import java.util.ArrayList;
import java.util.List;

/** The GPUs of this machine: what NVML says, else nvidia-smi, else none. */
public final class Gpus {

    private final List<? extends GpuReader> readers;
    private final String source;

    private Gpus(List<? extends GpuReader> readers, String source) {
        this.readers = readers;
        this.source = source;
    }

    public static Gpus discover() {
        return firstOf(List.of(new NvmlReader(), new NvidiaSmi()));
    }

    static Gpus firstOf(List<? extends GpuReader> readers) {
        List<String> reasons = new ArrayList<>();
        for (GpuReader reader : readers) {
            try {
                reader.read();
                return new Gpus(List.of(reader), reader.name());
            } catch (GpusUnreadable e) {
                reasons.add(reader.name() + ": " + e.getMessage());
            }
        }
        return new Gpus(List.of(), "CPU only (" + String.join("; ", reasons) + ")");
    }

    /** The GPUs as they are now, empty also while the driver does not answer. */
    public List<Gpu> now() {
        try {
            return readers.isEmpty() ? List.of() : readers.getFirst().read();
        } catch (GpusUnreadable away) {
            return List.of();
        }
    }

    /** The source of GPU data, or the reason why there is none. */
    public String source() {
        return source;
    }
}
