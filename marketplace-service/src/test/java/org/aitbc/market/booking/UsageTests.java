package org.aitbc.market.booking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class UsageTests {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant END = START.plusSeconds(3600);
    private static final Duration SILENCE = Duration.ofSeconds(30);

    /** However the heartbeats come, and whenever they are looked at. */
    @Property(tries = 300)
    void timeBetweenHeartbeatsThatFollowEachOtherCountsOnce(
            @ForAll @Size(max = 60) List<@IntRange(min = 1, max = 60) Integer> gaps,
            @ForAll @IntRange(min = 1, max = 20) int looksEvery) {
        List<Integer> beats = new ArrayList<>();
        int at = 0;
        int expected = 0;
        for (int gap : gaps) {
            if (gap <= SILENCE.toSeconds()) {
                expected += gap;
            }
            at += gap;
            beats.add(at);
        }
        Usage usage = Usage.from(START);
        // each look sees the last beat only, so every beat is looked at by itself or with one that is near
        for (int now = 1; now <= at; now++) {
            int time = now;
            Instant seen = beats.stream()
                    .filter(beat -> beat <= time)
                    .reduce((_, later) -> later)
                    .map(START::plusSeconds)
                    .orElse(null);
            if (beats.contains(now) || now % looksEvery == 0) {
                usage = usage.observed(seen, START.plusSeconds(now), END, SILENCE);
            }
        }
        assertThat(usage.used().toSeconds()).isEqualTo(Math.min(expected, 3600));
    }

    @Test
    void whatNobodyLookedAtCountsWhereTheMachineWasThereBeforeAndAfter() {
        Usage before = Usage.from(START).observed(START.plusSeconds(10), START.plusSeconds(12), END, SILENCE);
        Usage after = before.observed(START.plusSeconds(1000), START.plusSeconds(1001), END, SILENCE);
        assertThat(after.used()).isEqualTo(Duration.ofSeconds(1000));
    }

    @Test
    void nothingCountsAfterTheEnd() {
        Usage usage = Usage.from(START).observed(END.plusSeconds(500), END.plusSeconds(500), END, SILENCE);
        assertThat(usage.used()).isEqualTo(Duration.ofHours(1));
        assertThat(usage.observed(END.plusSeconds(510), END.plusSeconds(510), END, SILENCE)
                        .used())
                .isEqualTo(Duration.ofHours(1));
        assertThat(usage.ended(END.plusSeconds(510), END, SILENCE)).isEqualTo(usage);
    }

    @Test
    void theLastHeartbeatCountsToTheEndWhereItIsFresh() {
        Usage usage = Usage.from(START).observed(START.plusSeconds(10), START.plusSeconds(10), END, SILENCE);
        assertThat(usage.ended(START.plusSeconds(10), START.plusSeconds(25), SILENCE)
                        .used())
                .isEqualTo(Duration.ofSeconds(25));
        assertThat(usage.ended(START.plusSeconds(10), START.plusSeconds(41), SILENCE)
                        .used())
                .isEqualTo(Duration.ofSeconds(10));
        assertThat(usage.ended(null, START.plusSeconds(25), SILENCE).used()).isEqualTo(Duration.ofSeconds(10));
    }
}
