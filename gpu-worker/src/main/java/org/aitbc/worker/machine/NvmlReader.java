package org.aitbc.worker.machine;

import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** NVML, loaded at first use and kept, so that a reading costs microseconds. */
final class NvmlReader implements GpuReader {

    private @Nullable Nvml nvml;

    @Override
    public String name() {
        return "NVML";
    }

    @Override
    public synchronized List<Gpu> read() throws GpusUnreadable {
        if (nvml == null) {
            nvml = new Nvml(library());
        }
        return nvml.gpus();
    }

    private static SymbolLookup library() throws GpusUnreadable {
        boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
        String file = windows ? "nvml.dll" : "libnvidia-ml.so.1";
        try {
            return SymbolLookup.libraryLookup(file, Arena.global());
        } catch (IllegalArgumentException notThere) {
            throw new GpusUnreadable("no " + file);
        }
    }
}
