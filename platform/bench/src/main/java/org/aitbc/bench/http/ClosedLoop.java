package org.aitbc.bench.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Several clients that each begin again as soon as they are done. */
public final class ClosedLoop implements AutoCloseable {

    private final List<Client> clients = new ArrayList<>();

    /** What one client repeats; {@link #run} returns how many jobs that were. */
    public interface Client extends AutoCloseable {

        int run() throws IOException;

        @Override
        void close() throws IOException;
    }

    /** Opens a client's connections. */
    public interface Factory {

        Client open(int number) throws IOException;
    }

    /**
     * @param perSecond jobs of rounds that ended in time
     * @param jobs of all rounds
     */
    public record Done(double perSecond, long jobs) {}

    private record Share(long inTime, long jobs) {}

    public static ClosedLoop of(int clients, Factory factory) throws IOException {
        ClosedLoop loop = new ClosedLoop();
        for (int i = 0; i < clients; i++) {
            loop.clients.add(factory.open(i));
        }
        return loop;
    }

    /** Lets each client run at least once, and again until so much time has passed. */
    public Done run(double seconds) throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newThreadPerTaskExecutor(
                Thread.ofPlatform().name("client-", 0).factory())) {
            long end = System.nanoTime() + (long) (seconds * 1e9);
            List<Callable<Share>> shares = new ArrayList<>();
            clients.forEach(client -> shares.add(() -> share(client, end)));
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
        for (Client client : clients) {
            client.close();
        }
    }

    private static Share share(Client client, long end) throws IOException {
        long inTime = 0;
        long jobs = 0;
        do {
            int done = client.run();
            jobs += done;
            if (System.nanoTime() <= end) {
                inTime += done;
            }
        } while (System.nanoTime() < end);
        return new Share(inTime, jobs);
    }
}
