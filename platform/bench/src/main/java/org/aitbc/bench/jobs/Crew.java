package org.aitbc.bench.jobs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Several connections that each do the same over and over. */
public final class Crew implements AutoCloseable {

    private final List<Member> members = new ArrayList<>();

    /** What one connection does over and over; {@link #run} answers how many jobs that were. */
    public interface Member extends AutoCloseable {
        int run() throws IOException;

        @Override
        void close() throws IOException;
    }

    /** Opens a member's connections. */
    public interface Entry {
        Member join(int number) throws IOException;
    }

    /**
     * What a crew got done.
     *
     * @param perSecond jobs of rounds that ended in time
     * @param jobs of all rounds
     */
    public record Done(double perSecond, long jobs) {}

    private record Share(long inTime, long jobs) {}

    public static Crew of(int members, Entry entry) throws IOException {
        Crew crew = new Crew();
        for (int i = 0; i < members; i++) {
            crew.members.add(entry.join(i));
        }
        return crew;
    }

    /** Lets all members work for so long. */
    public Done work(double seconds) throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newThreadPerTaskExecutor(
                Thread.ofPlatform().name("crew-", 0).factory())) {
            long end = System.nanoTime() + (long) (seconds * 1e9);
            List<Callable<Share>> shares = new ArrayList<>();
            members.forEach(member -> shares.add(() -> share(member, end)));
            long inTime = 0;
            long jobs = 0;
            for (Future<Share> share : threads.invokeAll(shares)) {
                inTime += share.get().inTime;
                jobs += share.get().jobs;
            }
            return new Done(inTime / seconds, jobs);
        }
    }

    @Override
    public void close() throws IOException {
        for (Member member : members) {
            member.close();
        }
    }

    private static Share share(Member member, long end) throws IOException {
        long inTime = 0;
        long jobs = 0;
        while (System.nanoTime() < end) {
            int done = member.run();
            jobs += done;
            if (System.nanoTime() <= end) {
                inTime += done;
            }
        }
        return new Share(inTime, jobs);
    }
}
