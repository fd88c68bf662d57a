package org.aitbc.bench.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class CpuTimeTests {

    private static final long SELF = ProcessHandle.current().pid();
    private static final long NO_SERVER = Long.MAX_VALUE;
    private static final long SPIN_NANOS = 400_000_000;

    /** What is used while a thread of that name is busy. */
    private static CpuTime whileBusy(String thread) throws IOException, InterruptedException {
        CountDownLatch spun = new CountDownLatch(1);
        CountDownLatch read = new CountDownLatch(1);
        CpuTime before = CpuTime.of(SELF, NO_SERVER);
        Thread busy = Thread.ofPlatform().name(thread).daemon().start(() -> {
            long used = 0;
            for (long start = System.nanoTime(); System.nanoTime() - start < SPIN_NANOS; ) {
                used++;
            }
            spun.countDown();
            await(read);
            assertThat(used).isPositive();
        });
        await(spun);
        CpuTime used = CpuTime.of(SELF, NO_SERVER).minus(before);
        read.countDown();
        busy.join();
        return used;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void eventLoopsAreTheGateways() throws IOException, InterruptedException {
        CpuTime used = whileBusy("gateway-epoll-9");

        assertThat(used.gateway()).isPositive();
        assertThat(used.postgres()).isZero();
    }

    @Test
    void otherThreadsAreTheServices() throws IOException, InterruptedException {
        CpuTime used = whileBusy("dispatcher-of-test");

        assertThat(used.gateway()).isZero();
        assertThat(used.services()).isPositive();
        assertThat(used.total()).isGreaterThanOrEqualTo(used.services());
    }

    @Test
    void aServerIsTheSumOfItsProcesses() throws IOException, InterruptedException {
        Process child = new ProcessBuilder("sh", "-c", "while :; do :; done").start();
        try {
            double before = CpuTime.of(SELF, SELF).postgres();
            double own = CpuTime.of(SELF, child.pid()).postgres();
            while (CpuTime.of(SELF, child.pid()).postgres() - own < 0.1) {
                Thread.onSpinWait();
            }
            assertThat(CpuTime.of(SELF, SELF).postgres() - before).isGreaterThanOrEqualTo(0.1);
        } finally {
            child.destroyForcibly().waitFor();
        }
    }
}
