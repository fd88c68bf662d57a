package org.aitbc.domain.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingSuggestionTests {

    private static final List<String> TYPES = List.of("inference", "embedding", "container", "command");

    @ParameterizedTest
    @CsvSource({"kitten, sitting, 3", "'', abc, 3", "abc, '', 3", "abc, abc, 0", "gpus, gpu, 1", "flaw, lawn, 2"})
    void theDistanceIsTheNumberOfChangedLetters(String from, String to, int distance) {
        assertThat(SpellingSuggestion.distance(from, to)).isEqualTo(distance);
    }

    @ParameterizedTest
    @CsvSource({"embeding, embedding", "EMBEDDING, embedding", "embeddings, embedding", "contain, container"})
    void aSlipIsRecognized(String slip, String meant) {
        assertThat(SpellingSuggestion.of(slip, TYPES)).isEqualTo("did you mean " + meant + "?");
    }

    @Test
    void whatIsNearToNothingIsToldWhatThereIs() {
        assertThat(SpellingSuggestion.of("banana", TYPES))
                .startsWith("known are ")
                .contains("command", "inference");
        assertThat(SpellingSuggestion.nearest("banana", TYPES)).isEmpty();
        assertThat(SpellingSuggestion.nearest("x".repeat(50_000), TYPES)).isEmpty();
    }
}
