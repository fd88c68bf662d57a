package org.aitbc.worker.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class NvidiaSmiTests {

    @Test
    void eachLineIsAGpu() throws Exception {
        assertThat(NvidiaSmi.parse("""
                NVIDIA H100 80GB HBM3, GPU-11111111-2222, 81559, 1024, 37, 550.54.15
                Tesla T4, GPU-3333, 15360, [N/A], [Not Supported], 550.54.15
                """))
                .containsExactly(
                        new Gpu("NVIDIA H100 80GB HBM3", "GPU-11111111-2222", 81559, 1024, 37, "550.54.15", ""),
                        new Gpu("Tesla T4", "GPU-3333", 15360, -1, -1, "550.54.15", ""));
    }

    @Test
    void noLineIsNoGpuAndNonsenseIsNotAGpu() throws Exception {
        assertThat(NvidiaSmi.parse("\n")).isEmpty();
        assertThatThrownBy(() -> NvidiaSmi.parse("No devices were found"))
                .isInstanceOf(GpusUnreadable.class)
                .hasMessageContaining("No devices were found");
    }
}
