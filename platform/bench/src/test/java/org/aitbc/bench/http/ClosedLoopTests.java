package org.aitbc.bench.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class ClosedLoopTests {

    private final AtomicLong ran = new AtomicLong();
    private final AtomicLong closed = new AtomicLong();

    @Test
    void everyJobIsCountedAndOnlyThoseInTimeMakeTheRate() throws Exception {
        try (ClosedLoop loop = ClosedLoop.of(3, _ -> client())) {
            ClosedLoop.Done first = loop.run(0.05);
            assertThat(first.jobs()).isEqualTo(ran.get()).isPositive();
            assertThat(first.perSecond() * 0.05).isLessThanOrEqualTo((double) first.jobs());
            ClosedLoop.Done second = loop.run(0.05);
            assertThat(first.jobs() + second.jobs()).isEqualTo(ran.get());
        }
        assertThat(closed).hasValue(3);
    }

    @Test
    void aMemberThatFailsFailsTheRun() throws Exception {
        try (ClosedLoop loop = ClosedLoop.of(2, number -> new Client(number == 1))) {
            assertThatThrownBy(() -> loop.run(0.02))
                    .isInstanceOf(ExecutionException.class)
                    .hasRootCauseMessage("refused");
        }
    }

    private Client client() {
        return new Client(false);
    }

    private final class Client implements ClosedLoop.Client {

        private final boolean failing;

        private Client(boolean failing) {
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
