package org.aitbc.bench.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class CrewTests {

    private final AtomicLong ran = new AtomicLong();
    private final AtomicLong closed = new AtomicLong();

    @Test
    void everyJobIsCountedAndOnlyThoseInTimeMakeTheRate() throws Exception {
        try (Crew crew = Crew.of(3, _ -> member())) {
            Crew.Done first = crew.work(0.05);
            assertThat(first.jobs()).isEqualTo(ran.get()).isPositive();
            assertThat(first.perSecond() * 0.05).isLessThanOrEqualTo((double) first.jobs());
            Crew.Done second = crew.work(0.05);
            assertThat(first.jobs() + second.jobs()).isEqualTo(ran.get());
        }
        assertThat(closed).hasValue(3);
    }

    @Test
    void aMemberThatFailsFailsTheRun() throws Exception {
        try (Crew crew = Crew.of(2, number -> new Member(number == 1))) {
            assertThatThrownBy(() -> crew.work(0.02))
                    .isInstanceOf(ExecutionException.class)
                    .hasRootCauseMessage("refused");
        }
    }

    private Member member() {
        return new Member(false);
    }

    private final class Member implements Crew.Member {

        private final boolean failing;

        private Member(boolean failing) {
            this.failing = failing;
        }

        @Override
        public int run() throws IOException {
            if (failing) {
                throw new IOException("refused");
            }
            LockSupport.parkNanos(100_000);
            ran.addAndGet(2);
            return 2;
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }
}
