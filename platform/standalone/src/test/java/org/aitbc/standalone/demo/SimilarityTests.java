package org.aitbc.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SimilarityTests {

    @Test
    void theMostAlikePairComesFirst() {
        List<Similarity> pairs = Similarity.of(
                List.of("a", "b", "c"), List.of(new double[] {1, 0}, new double[] {0, 2}, new double[] {3, 3}));

        assertThat(pairs).extracting(pair -> pair.one() + pair.other()).containsExactlyInAnyOrder("ab", "ac", "bc");
        assertThat(pairs.getFirst().cosine()).isCloseTo(Math.sqrt(0.5), Offset.offset(1e-9));
        assertThat(pairs.getLast()).isEqualTo(new Similarity("a", "b", 0));
    }
}
