package org.aitbc.bench.chaos.load;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.aitbc.bench.chaos.environment.Environment;
import org.aitbc.bench.chaos.load.Principals.Principal;
import org.aitbc.bench.chaos.log.History;
import org.aitbc.bench.chaos.log.History.Order;
import org.aitbc.bench.chaos.log.Task;

/** Clients that go on ordering until they are stopped, and the workers that do what they order. */
public final class Workload {

    private static final long MOST_QUEUED = 1_500;
    private static final String QUEUED = "select count(*) from core.ready";

    private final Environment environment;
    private final Principals principals;
    private final History history;
    private final Workers workers;
    private final long seed;
    private final List<Thread> clients = new ArrayList<>();
    private volatile boolean stopped;
    private volatile boolean queueIsFull;
    private int names;

    public Workload(Environment environment, Principals principals, History history, long seed) {
        this.environment = environment;
        this.principals = principals;
        this.history = history;
        this.seed = seed;
        this.workers = new Workers(principals.miner(), environment.suite().port(), history, seed);
    }

    public void start() {
        var _ = workers.hire(WorkerKind.BATCHED, 6);
        var _ = workers.hire(WorkerKind.BUSY, 8);
        var _ = workers.hire(WorkerKind.SINGLE, 10);
        var _ = workers.hire(WorkerKind.POISONED, 2);
        clients.add(Thread.ofVirtual().start(this::watchQueue));
        order(principals.free(), 4, 1_200, random -> JobRequest.unpriced(random, 100));
        order(principals.rich(), 6, 300, random -> JobRequest.paid(random, 50));
        order(principals.poor(), 1, 800, random -> JobRequest.paid(random, 500));
        order(principals.metered(), 2, 800, random -> JobRequest.unpriced(random, 10));
        principals.traders().forEach(one -> begin(new Trader(one, port(), history, random())));
        principals.voters().forEach(one -> begin(new Voter(one, port(), history, random())));
    }

    /** A client of another kind, which ends when ordering is stopped. */
    private void begin(Member member) {
        clients.add(Thread.ofVirtual().start(() -> {
            try (member) {
                member.run(() -> stopped);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
    }

    private int port() {
        return environment.suite().port();
    }

    private Random random() {
        return new Random(seed * 1_000_039 + ++names);
    }

    public Workers workers() {
        return workers;
    }

    public Principals principals() {
        return principals;
    }

    /** A client with a unique name. */
    public Client client(Principal who) {
        String name = who.name() + "-" + ++names;
        return new Client(name, who, environment.suite().port(), history, new Random(seed * 1_000_033 + names));
    }

    /** Stops ordering, and returns when each client has the answer to its last order. */
    public void stopOrdering() throws InterruptedException {
        stopped = true;
        for (Thread client : clients) {
            client.join();
        }
    }

    /** Orders jobs as often as it takes to be told; all of them or none. */
    public Order place(Principal who, Task task, int size, BigDecimal amount) throws InterruptedException {
        try (Client once = client(who)) {
            return once.place(new JobRequest(task, size, amount, true));
        }
    }

    /** The same request by many at the same moment. */
    public void placeTogether(Principal who, int many, int size, BigDecimal amount) throws InterruptedException {
        JobRequest request = new JobRequest(Task.QUICK, size, amount, true);
        String name = "together-" + who.name() + "-" + ++names;
        List<Thread> all = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            Client one = client(who);
            all.add(Thread.ofVirtual().unstarted(() -> {
                try (one) {
                    var _ = one.place(request, name);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }));
        }
        all.forEach(Thread::start);
        for (Thread one : all) {
            one.join();
        }
    }

    private void order(Principal who, int count, int pause, Function<Random, JobRequest> requests) {
        for (int i = 0; i < count; i++) {
            Client client = client(who);
            Random random = new Random(seed * 1_000_037 + names);
            clients.add(Thread.ofVirtual().start(() -> {
                try (client) {
                    while (!stopped) {
                        client.order(requests.apply(random));
                        Pause.between(random, pause / 4, pause);
                        while (queueIsFull && !stopped) {
                            Pause.millis(50);
                        }
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }));
        }
    }

    /** Orders pause while too many wait: a run is to end soon after its last order. */
    private void watchQueue() {
        try {
            while (!stopped) {
                Pause.millis(250);
                try {
                    queueIsFull = environment.database().count(QUEUED) > MOST_QUEUED;
                } catch (SQLException away) {
                    queueIsFull = false;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
