package org.aitbc.worker.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.aitbc.worker.console.Journal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTests {

    @Test
    void waitsDoubleUpToTheCapAndStartAfreshAfterASuccess() {
        Backoff backoff = new Backoff();
        for (long most : List.of(500, 1000, 2000, 4000, 8000, 15_000, 15_000)) {
            assertThat(backoff.next().toMillis()).isBetween(most / 2, most);
        }
        for (int i = 0; i < 100; i++) {
            assertThat(backoff.next()).isLessThanOrEqualTo(Duration.ofSeconds(15));
        }
        backoff.reset();
        assertThat(backoff.next()).isLessThanOrEqualTo(Duration.ofMillis(500));
    }

    @Test
    void aGatewayThatIsAwayIsNamedOnce() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        Reachability reachability = new Reachability(
                "http://gateway.example", new Journal(new PrintStream(printed, true, StandardCharsets.UTF_8), false));
        reachability.up();
        reachability.down(new ConnectException());
        reachability.down(new ConnectException("refused"));
        reachability.up();
        reachability.up();
        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .endsWith("gateway http://gateway.example does not answer, trying again"
                                        + " (ConnectException)"),
                        line -> assertThat(line).endsWith("gateway http://gateway.example answers again"));
    }

    @ParameterizedTest
    @CsvSource({"7, 7", "0, 0", "soon, 0", "-3, 0", "99999999, 600", "99999999999999999999, 0"})
    void secondsToWaitAreReadAndCapped(String header, long seconds) {
        assertThat(retryAfter(header)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void aDateToWaitForIsRead() {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(60));
        assertThat(retryAfter(date)).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(60));
    }

    private static Duration retryAfter(String value) {
        return RetryAfter.in(HttpHeaders.of(Map.of("Retry-After", List.of(value)), (name, each) -> true));
    }
}
