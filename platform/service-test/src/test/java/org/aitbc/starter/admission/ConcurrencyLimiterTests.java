package org.aitbc.starter.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.aitbc.domain.error.Unavailable;
import org.aitbc.starter.admission.ConcurrencyLimiter.Admission;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class ConcurrencyLimiterTests {

    private static final AdmissionSettings HALF = new AdmissionSettings(0.5, DataSize.ofKilobytes(64));
    private static final int BUSIEST = 128;
    private static final int NO_BODY = -1;
    private static final int MEGABYTE = 1 << 20;

    private final ConcurrencyLimiter limiter = new ConcurrencyLimiter(128 << 20, 1_000_000, HALF);

    @Test
    void connectionsFollowFromTheHeap() {
        assertThat(limiter.connections()).isEqualTo(1024);
        assertThat(limiter.requests()).isEqualTo(896);
        assertThat(new ConcurrencyLimiter(256 << 20, 1_000_000, HALF).connections())
                .isEqualTo(2048);
        assertThat(new ConcurrencyLimiter(128 << 20, 1_000_000, new AdmissionSettings(0.25, HALF.connection()))
                        .connections())
                .isEqualTo(512);
    }

    @Test
    void halfOfTheFilesAreLeftForTheRest() {
        assertThat(new ConcurrencyLimiter(128 << 20, 1_000, HALF).connections()).isEqualTo(500);
    }

    @Test
    void theSmallestHeapTakesSome() {
        assertThat(new ConcurrencyLimiter(1 << 20, 10, HALF).requests()).isEqualTo(14);
    }

    @Test
    void anEighthIsWorkedOnAtOnce() {
        List<Admission> in = enter(2_000, NO_BODY);
        assertThat(in).hasSize(BUSIEST);
        assertThat(limiter.admitted()).as("whoever was refused holds nothing").isEqualTo(128);
        end(in.getFirst());
        assertThat(enter(2, NO_BODY)).hasSize(1);
    }

    @Test
    void whoWaitsLeavesTheWorkToOthers() {
        List<Admission> in = enter(BUSIEST, NO_BODY);
        assertThat(limiter.waiting(() -> {
                    List<Admission> others = enter(2, NO_BODY);
                    others.forEach(this::end);
                    return others;
                }))
                .hasSize(1);
        assertThat(enter(1, NO_BODY)).as("it goes on").isEmpty();
        end(in.getFirst());
        assertThat(enter(2, NO_BODY)).hasSize(1);
    }

    @Test
    void whoComesBackIsWorkedOnNext() throws InterruptedException {
        List<Admission> in = enter(BUSIEST, NO_BODY);
        Thread waiting = Thread.startVirtualThread(() -> limiter.waiting(() -> enter(1, NO_BODY)));
        await().until(() -> waiting.getState() == Thread.State.WAITING);

        assertThat(limiter.admitted()).as("the other is in its stead").isEqualTo(BUSIEST + 1);
        end(in.getFirst());
        assertThat(enter(1, NO_BODY)).as("its turn is the next").isEmpty();
        waiting.join();
        assertThat(enter(1, NO_BODY)).as("it goes on").isEmpty();
    }

    @Test
    void asManyAreInAsThereIsRoomFor() {
        List<Admission> in = enterToWait(2_000);
        assertThat(in).hasSize(limiter.requests());
        assertThat(limiter.admitted()).isEqualTo(limiter.requests());
        in.getFirst().end();
        assertThat(enter(2, NO_BODY)).hasSize(1);
    }

    @Test
    void theLastEighthIsNotForThoseWhoWait() {
        List<Admission> in = enterToWait(limiter.requests() - limiter.requests() / 8);
        assertThat(limiter.mayWait()).isTrue();
        assertThat(limiter.waiting(() -> "waited")).isEqualTo("waited");
        enterToWait(1);
        assertThat(limiter.mayWait()).isFalse();
        assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> limiter.waiting(() -> "waited"));
        assertThat(enter(1, NO_BODY)).hasSize(1);
        in.getFirst().end();
        assertThat(limiter.mayWait()).isFalse();
        in.getLast().end();
        assertThat(limiter.mayWait()).isTrue();
    }

    /** A quarter of 64 MB for bodies that take four times their size. */
    @Test
    void largeBodiesHaveRoomOfTheirOwn() {
        List<Admission> in = enter(100, MEGABYTE);
        assertThat(in).hasSize(4);
        assertThat(enter(10, 1_000)).as("small ones").hasSize(10);
        assertThat(limiter.admitted()).as("whoever was refused holds nothing").isEqualTo(14);
        in.getFirst().end();
        assertThat(enter(2, MEGABYTE)).hasSize(1);
    }

    @Test
    void aBodyLargerThanAllRoomComesAlone() {
        List<Admission> in = enter(2, Long.MAX_VALUE);
        assertThat(in).hasSize(1);
        assertThat(enter(1, MEGABYTE)).isEmpty();
        in.getFirst().end();
        assertThat(enter(1, MEGABYTE)).hasSize(1);
    }

    private void end(Admission admission) {
        admission.rest();
        admission.end();
    }

    private List<Admission> enterToWait(int count) {
        List<Admission> in = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Admission admission = limiter.tryAdmit(NO_BODY);
            if (admission != null) {
                admission.rest();
                in.add(admission);
            }
        }
        return in;
    }

    private List<Admission> enter(int count, long length) {
        return Stream.generate(() -> limiter.tryAdmit(length))
                .limit(count)
                .filter(Objects::nonNull)
                .toList();
    }
}
