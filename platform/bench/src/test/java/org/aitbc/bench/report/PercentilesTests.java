package org.aitbc.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PercentilesTests {

    @Test
    void aPercentileIsTheSmallestFigureThatCoversItsShare() {
        List<Long> millis = LongStream.rangeClosed(1, 100)
                .map(i -> i * 1_000_000)
                .boxed()
                .toList()
                .reversed();
        assertThat(Percentiles.ofNanos(millis)).isEqualTo(new Percentiles(100, 50, 95, 99, 100));
        assertThat(Percentiles.ofNanos(List.of(7_000_000L)).p50()).isEqualTo(7);
    }

    @Test
    void theMedianIsTheMiddleOfWhatWasMeasured() {
        assertThat(Percentiles.median(9, 1, 5)).isEqualTo(5);
    }
}
