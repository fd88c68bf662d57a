package org.aitbc.bench.chaos.load;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.aitbc.bench.chaos.load.Principals.Principal;
import org.aitbc.bench.chaos.log.History;
import org.aitbc.bench.chaos.log.History.Grant;

/** The workers: for each that dies another one comes, under another name. */
public final class Workers {

    private final Principal owner;
    private final int port;
    private final History history;
    private final long seed;
    private final AtomicInteger names = new AtomicInteger();
    private final Collection<Worker> workers = ConcurrentHashMap.newKeySet();
    private final Collection<Thread> places = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    public Workers(Principal owner, int port, History history, long seed) {
        this.owner = owner;
        this.port = port;
        this.history = history;
        this.seed = seed;
    }

    /** Takes on workers of a kind. */
    public List<Worker> hire(WorkerKind kind, int count) {
        List<Worker> hired = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Worker worker = worker(kind);
            hired.add(worker);
            places.add(Thread.ofVirtual().start(() -> fill(worker)));
        }
        return hired;
    }

    /** Some that are alive, chosen at random. */
    public List<Worker> pick(int count, Random random, Predicate<Worker> which) {
        List<Worker> alive = new ArrayList<>(workers.stream()
                .filter(worker -> !worker.isDead())
                .filter(which)
                .sorted((a, b) -> a.id().compareTo(b.id()))
                .toList());
        Collections.shuffle(alive, random);
        return alive.subList(0, Math.min(count, alive.size()));
    }

    /** The leases that workers believe to hold. */
    public List<Grant> running() {
        return workers.stream().flatMap(worker -> worker.running().stream()).toList();
    }

    /** Lets some go. */
    public void dismiss(Collection<Worker> some) {
        some.forEach(Worker::dismiss);
    }

    /** Lets all go, and returns when they have ended what they were doing. */
    public void dismissAll() throws InterruptedException {
        closed = true;
        workers.forEach(worker -> worker.freeze(false));
        workers.forEach(Worker::dismiss);
        for (Thread place : places) {
            place.join();
        }
    }

    private Worker worker(WorkerKind kind) {
        int number = names.incrementAndGet();
        String id = "%s-%d".formatted(kind.name().toLowerCase(Locale.ROOT), number);
        Worker worker = new Worker(id, owner.headers(id), kind, port, history, new Random(seed * 1_000_003 + number));
        workers.add(worker);
        return worker;
    }

    private void fill(Worker first) {
        try {
            for (Worker worker = first; ; worker = worker(first.kind())) {
                worker.run();
                workers.remove(worker);
                if (closed || !worker.isDead()) {
                    return;
                }
                Pause.millis(100);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
