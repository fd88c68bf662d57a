package org.aitbc.worker.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class NvidiaSmiTests {

    @Test
    void eachLineIsAGpu() throws Exception {
        assertThat(NvidiaSmi.parse("""
                NVIDIA H100 80GB HBM3, GPU-11111111-2222, 81559, 1024, 37, 41, 118.27, 550.54.15
                Tesla T4, GPU-3333, 15360, [N/A], [Not Supported], 64, [N/A], 550.54.15
                NVIDIA GeForce GT 710, GPU-4444, 2048, 12, [N/A], N/A, [Unknown Error], 470.256.02
                Quadro K620, GPU-5555, 2001, 0, 0, 38, 1.50, 470.256.02
                """))
                .containsExactly(
                        new Gpu(
                                "NVIDIA H100 80GB HBM3",
                                "GPU-11111111-2222",
                                81559,
                                1024,
                                37,
                                41,
                                118.27,
                                "550.54.15",
                                ""),
                        new Gpu("Tesla T4", "GPU-3333", 15360, -1, -1, 64, null, "550.54.15", ""),
                        new Gpu("NVIDIA GeForce GT 710", "GPU-4444", 2048, 12, -1, null, null, "470.256.02", ""),
                        new Gpu("Quadro K620", "GPU-5555", 2001, 0, 0, 38, 1.5, "470.256.02", ""));
    }

    @Test
    void noLineIsNoGpuAndNonsenseIsNotAGpu() throws Exception {
        assertThat(NvidiaSmi.parse("\n")).isEmpty();
        assertThatThrownBy(() -> NvidiaSmi.parse("No devices were found"))
                .isInstanceOf(GpusUnreadable.class)
                .hasMessageContaining("No devices were found");
    }
}
