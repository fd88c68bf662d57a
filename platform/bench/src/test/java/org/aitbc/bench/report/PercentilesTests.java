package org.aitbc.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PercentilesTests {

    @Test
    void percentilesAreInMilliseconds() {
        List<Long> nanos =
                LongStream.rangeClosed(1, 100).map(i -> i * 1_000_000).boxed().toList();
        Percentiles figures = Percentiles.ofNanos(nanos);
        assertThat(figures.count()).isEqualTo(100);
        assertThat(figures.p50()).isCloseTo(50, within(0.1));
        assertThat(figures.p99()).isCloseTo(99, within(0.1));
        assertThat(figures.max()).isCloseTo(100, within(0.1));
    }

    @Test
    void theMedianIsTheMiddleOfWhatWasMeasured() {
        assertThat(Percentiles.median(9, 1, 5)).isEqualTo(5);
    }
}
