package org.aitbc.bench.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessesTests {

    @Test
    void onlyTheProportionalSetSizeCounts() {
        assertThat(Processes.sum(
                        List.of(
                                "00400000-7ffe1000 ---p 00000000 00:00 0    [rollup]",
                                "Rss:              941204 kB",
                                "Pss:              912345 kB",
                                "Pss_Anon:         800000 kB",
                                "Pss_File:         112345 kB"),
                        "Pss:"))
                .isEqualTo(912_345);
    }
}
