package org.aitbc.ai.assurance;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ComparisonTests {

    private static final JsonMapper JSON = new JsonMapper();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'output':'x','model':'m'}          | {'model':'m','output':'x'}                    | true",
                "{'output':'x'}                      | {'output':'y'}                                | false",
                "{'output':'x'}                      | {'output':'x','more':1}                       | false",
                "{'output':'x','execution_time':1.5} | {'output':'x','execution_time':9,'device':'a'} | true",
                "{'a':{'device':'x'}}                | {'a':{'device':'y'}}                          | false",
                "{'embeddings':[[0.5,-0.25]]}        | {'embeddings':[[0.5004,-0.2501]]}             | true",
                "{'embeddings':[[0.5,-0.25]]}        | {'embeddings':[[0.51,-0.25]]}                 | false",
                "{'embeddings':[[0.5]]}              | {'embeddings':[[0.5,0.5]]}                    | false",
                "{'n':1000000}                       | {'n':1000001}                                 | false",
                "{'n':2}                             | {'n':2.0}                                     | true",
                "{'n':'1'}                           | {'n':1}                                       | false",
                "{'n':null}                          | {}                                            | false",
            })
    void whatAMachineSaysOfItselfAndHowItRoundsIsNotCompared(String one, String other, boolean agree) {
        assertThat(Comparison.agree(read(one), read(other))).isEqualTo(agree);
        assertThat(Comparison.agree(read(other), read(one))).isEqualTo(agree);
    }

    @Test
    void aNumberThatNoDoubleHoldsIsCloseToNoFraction() {
        String huge = "{'n':1" + "0".repeat(310) + "}";
        assertThat(Comparison.agree(read(huge), read("{'n':0.5}"))).isFalse();
        assertThat(Comparison.agree(read("{'n':0.5}"), read(huge))).isFalse();
        assertThat(Comparison.agree(read(huge), read(huge))).isTrue();
    }

    @Test
    void theDigestIsOfWhatIsCompared() {
        assertThat(Comparison.digest(read("{'b':1,'a':2,'device':'x'}")))
                .isEqualTo(Comparison.digest(read("{'a':2,'b':1,'execution_time':3}")))
                .isNotEqualTo(Comparison.digest(read("{'a':2,'b':2}")));
    }

    @Test
    void whoIsBetweenTwoOthersAgreesWithBoth() {
        // 0-1 and 1-2 agree, 0-2 do not, 3 agrees with nobody
        assertThat(Comparison.majority(4, 2, (i, j) -> j - i == 1 && j < 3)).contains(Set.of(0, 1, 2));
    }

    @Test
    void twoCampsOfOneSizeAreNoMajority() {
        assertThat(Comparison.majority(4, 2, (i, j) -> i / 2 == j / 2)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "spot:",
                "spot:0",
                "spot:0.0",
                "spot:1.1",
                "spot:-0.1",
                "spot:1e-1",
                "spot:NaN",
                "quorum",
                "quorum:1/3",
                "quorum:3/2",
                "quorum:2/8",
                "quorum:2",
                "Spot",
                "none ",
                "attested:x",
                "spot:0.12345678901"
            })
    void whatMakesNoSenseIsNotTaken(String text) {
        assertThat(Assurance.isSaidWell(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"none", "attested", "spot", "spot:1", "spot:0.25", "spot:0.000000001", "quorum:2/2", "quorum:7/7"
            })
    void whatMakesSenseIsTaken(String text) {
        assertThat(Assurance.isSaidWell(text)).isTrue();
    }

    @Test
    void aDrawHitsAsOftenAsItShould() {
        int hits = 0;
        for (int i = 0; i < 20_000; i++) {
            hits += new Draw("%064x".formatted(i)).hits(new UUID(i, -i), new BigDecimal("0.25")) ? 1 : 0;
        }
        assertThat(hits).isBetween(4_700, 5_300);
        assertThat(Draw.committed().hits(new UUID(1, 2), BigDecimal.ONE)).isTrue();
    }

    private static ObjectNode read(String json) {
        return (ObjectNode) JSON.readTree(json.replace('\'', '"'));
    }
}
