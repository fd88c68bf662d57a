package org.aitbc.bench.jobs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/** Several connections that do the same until they are told to stop, and what they got done. */
final class Crew {

    private final LongAdder done = new LongAdder();
    private final AtomicBoolean stop = new AtomicBoolean();

    /** What one member does over and over; answers how many jobs that were. */
    interface Round {
        int run() throws IOException;
    }

    /** Makes a member's round, over links of its own. */
    interface Member {
        Round join(int number) throws IOException;
    }

    /** Jobs a second, after a warm-up, in each of several spans of one run. */
    double[] measure(int members, int warmUpSeconds, int spanSeconds, int spans, Member member)
            throws InterruptedException, ExecutionException {
        double[] rates = new double[spans];
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> running = new ArrayList<>();
            for (int i = 0; i < members; i++) {
                int number = i;
                running.add(threads.submit(work(member, number)));
            }
            Thread.sleep(warmUpSeconds * 1000L);
            for (int i = 0; i < spans; i++) {
                long before = done.sum();
                long start = System.nanoTime();
                Thread.sleep(spanSeconds * 1000L);
                rates[i] = (done.sum() - before) / ((System.nanoTime() - start) / 1e9);
                System.err.printf("  %.0f jobs/s%n", rates[i]);
            }
            stop.set(true);
            for (Future<Integer> one : running) {
                one.get();
            }
        }
        return rates;
    }

    private Callable<Integer> work(Member member, int number) {
        return () -> {
            Round round = member.join(number);
            int rounds = 0;
            while (!stop.get()) {
                done.add(round.run());
                rounds++;
            }
            return rounds;
        };
    }
}
