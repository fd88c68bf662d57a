package org.aitbc.market.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.aitbc.domain.error.Invalid;
import org.aitbc.market.gpu.Attribute;
import org.aitbc.market.gpu.Condition;
import org.aitbc.market.gpu.Operator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchQueryTests {

    @Test
    void termsAreReadInOrder() {
        assertThat(SearchQuery.of("  model:~rtx memory_gb>=24\tregion:eu,\"north us\" -available:true AGE").stream()
                        .toList())
                .containsExactly(
                        new Condition(Attribute.MODEL, Operator.CONTAINS, List.of("rtx"), false),
                        new Condition(Attribute.MEMORY_GB, Operator.MORE_OR_EQUAL, List.of("24"), false),
                        new Condition(Attribute.REGION, Operator.EQUAL, List.of("eu", "north us"), false),
                        new Condition(Attribute.AVAILABLE, Operator.EQUAL, List.of("true"), true),
                        new Condition(Attribute.MODEL, Operator.CONTAINS, List.of("AGE"), false));
    }

    @Test
    void unequalIsTheOppositeOfEqual() {
        assertThat(SearchQuery.of("region!=eu")).isEqualTo(SearchQuery.of("-region:eu"));
        assertThat(SearchQuery.of("-region!=eu")).isEqualTo(SearchQuery.of("region=eu"));
        assertThat(SearchQuery.of(" ")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "memory_gb>=24 memry_gb>1| 'memry_gb>1' at character 15: there is no attribute 'memry_gb'; did you mean memory_gb?",
                "memory_gb>=much| 'memory_gb>=much' at character 1: 'much' is not a number",
                "available:perhaps| is not true or false",
                "created_at>soon| is not an ISO-8601 time",
                "created_at>2026-99-99| is not an ISO-8601 time",
                "model>a| model knows = :~, not >",
                "memory_gb:~2| memory_gb knows = < <= > >=, not :~",
                "cuda_version>=new| is not a version",
                "rtx memory_gb>=| 'memory_gb>=' at character 5: is neither a word nor",
                "region:eu,| 'region:eu,' at character 1",
                "model:\"open| 'model:\"open' at character 1",
                "\"| at character 1",
                "=| at character 1",
                "memory_gb>1e5| is not a number"
            })
    void theWrongTermIsNamed(String query, String said) {
        assertThatThrownBy(() -> SearchQuery.of(query))
                .isInstanceOf(Invalid.class)
                .hasMessageContaining(said);
    }

    @Test
    void noQueryTakesLong() {
        for (String part : List.of("\"", "a:b,", "-", "a:\"\",", "a,", ":~")) {
            String query = part.repeat(1000 / part.length());
            assertThatThrownBy(() -> SearchQuery.of(query)).isInstanceOf(Invalid.class);
        }
    }
}
