package org.aitbc.worker.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.SymbolLookup;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NvmlTests {

    @Test
    void gpusAreReadThroughTheNativeInterface() throws Exception {
        assertThat(new Nvml(new FakeNvml()).gpus())
                .containsExactly(
                        new Gpu("NVIDIA A100", "GPU-0", 40960, 960, 37, 65, 250.5, "550.54.15", "12.4"),
                        new Gpu("NVIDIA T4", "GPU-1", 40960, 960, -1, null, null, "550.54.15", "12.4"));
    }

    @Test
    void aLibraryWithoutSensorsStillDescribesItsGpus() throws Exception {
        FakeNvml whole = new FakeNvml();
        SymbolLookup old = symbol ->
                Set.of("nvmlDeviceGetTemperature", "nvmlDeviceGetPowerUsage").contains(symbol)
                        ? Optional.empty()
                        : whole.find(symbol);

        assertThat(new Nvml(old).gpus().getFirst())
                .isEqualTo(new Gpu("NVIDIA A100", "GPU-0", 40960, 960, 37, null, null, "550.54.15", "12.4"));
    }

    @Test
    void aLibraryWithoutTheFunctionsIsNotNvml() {
        assertThatThrownBy(() -> new Nvml(symbol -> Optional.empty()))
                .isInstanceOf(GpusUnreadable.class)
                .hasMessage("the library lacks nvmlDeviceGetCount_v2");
    }

    @Test
    void theFirstReaderThatWorksIsUsedAndNoneIsNoGpu() {
        Gpu gpu = new Gpu("T4", "GPU-0", 16, 1, 0, 40, 9.5, "550", "");
        Gpus found = Gpus.firstOf(List.of(broken("NVML"), working(gpu)));
        assertThat(found.now()).containsExactly(gpu);
        assertThat(found.source()).isEqualTo("nvidia-smi");

        Gpus none = Gpus.firstOf(List.of(broken("NVML")));
        assertThat(none.now()).isEmpty();
        assertThat(none.source()).isEqualTo("CPU only (NVML: no driver)");
    }

    private static GpuReader broken(String name) {
        return new GpuReader() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public List<Gpu> read() throws GpusUnreadable {
                throw new GpusUnreadable("no driver");
            }
        };
    }

    private static GpuReader working(Gpu gpu) {
        return new GpuReader() {
            @Override
            public String name() {
                return "nvidia-smi";
            }

            @Override
            public List<Gpu> read() {
                return List.of(gpu);
            }
        };
    }
}
