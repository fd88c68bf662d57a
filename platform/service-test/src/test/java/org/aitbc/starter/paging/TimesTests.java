package org.aitbc.starter.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.aitbc.domain.error.Invalid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTests {

    @ParameterizedTest
    @CsvSource({
        "2026-03-01, 2026-03-01T00:00:00Z",
        "2026-03-01T10:20, 2026-03-01T10:20:00Z",
        "2026-03-01T10:20:30, 2026-03-01T10:20:30Z",
        "2026-03-01 10:20:30, 2026-03-01T10:20:30Z",
        "2026-03-01T10:20:30.123456, 2026-03-01T10:20:30.123456Z",
        "2026-03-01T10:20:30Z, 2026-03-01T10:20:30Z",
        "2026-03-01t10:20:30z, 2026-03-01T10:20:30Z",
        "2026-03-01T10:20:30+02:00, 2026-03-01T08:20:30Z",
        "2026-03-01T10:20:30+0200, 2026-03-01T08:20:30Z",
        "2026-03-01T10:20:30+02, 2026-03-01T08:20:30Z",
        "2026-03-01T10:20:30-05:30, 2026-03-01T15:50:30Z",
        "2024-02-29, 2024-02-29T00:00:00Z",
        "9999-12-31T23:59:59Z, 9999-12-31T23:59:59Z"
    })
    void aTimeInOneOfItsNotations(String text, String instant) {
        assertThat(Times.parse("at", text)).isEqualTo(Instant.parse(instant));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void nothingIsNoTime(String text) {
        assertThat(Times.parse("at", text)).isNull();
    }

    @Test
    void aTimeThatIsNotGivenIsNone() {
        assertThat(Times.parse("at", null)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "now",
                "1700000000",
                "2026-3-1",
                "2026-02-29",
                "2026-13-01",
                "2026-03-01T",
                "2026-03-01T25:00",
                "2026-03-01Z",
                "2026-03-01T10:20:30+99:00",
                "2026-03-01T10:20:30 and more",
                "+10000-01-01",
                "-0001-01-01",
                "+999999999-12-31T23:59:59Z"
            })
    void anythingElseIsRefusedByName(String text) {
        assertThatThrownBy(() -> Times.parse("at", text))
                .isInstanceOf(Invalid.class)
                .hasMessageStartingWith("at:");
    }
}
