package org.aitbc.bench.chaos.load;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.aitbc.bench.chaos.log.Journal;
import org.aitbc.bench.chaos.log.Order;
import org.aitbc.bench.chaos.log.Task;
import org.aitbc.bench.chaos.stage.Stage;

/** Clients that go on ordering until they are stopped, and the workers that do what they order. */
public final class Load {

    private static final long MOST_QUEUED = 1_500;
    private static final String QUEUED = "select count(*) from core.ready";

    private final Stage stage;
    private final Cast cast;
    private final Journal journal;
    private final Crew crew;
    private final long seed;
    private final List<Thread> clients = new ArrayList<>();
    private volatile boolean stopped;
    private volatile boolean pressed;
    private int names;

    public Load(Stage stage, Cast cast, Journal journal, long seed) {
        this.stage = stage;
        this.cast = cast;
        this.journal = journal;
        this.seed = seed;
        this.crew = new Crew(cast.miner(), stage.suite().port(), journal, seed);
    }

    private interface Taste {
        Wish next(Random random);
    }

    public void start() {
        var _ = crew.hire(Manner.BATCHED, 6);
        var _ = crew.hire(Manner.BUSY, 8);
        var _ = crew.hire(Manner.SINGLE, 10);
        var _ = crew.hire(Manner.POISONED, 2);
        clients.add(Thread.ofVirtual().start(this::watchQueue));
        order(cast.free(), 4, 1_200, random -> Wish.unpriced(random, 100));
        order(cast.rich(), 6, 300, random -> Wish.paid(random, 50));
        order(cast.poor(), 1, 800, random -> Wish.paid(random, 500));
        order(cast.metered(), 2, 800, random -> Wish.unpriced(random, 10));
    }

    public Crew crew() {
        return crew;
    }

    /** Who takes part. */
    public Cast cast() {
        return cast;
    }

    /** A client whose name nobody else has. */
    public Client client(Principal who) {
        String name = who.name() + "-" + ++names;
        return new Client(name, who, stage.suite().port(), journal, new Random(seed * 1_000_033 + names));
    }

    /** Orders no more, and returns when each client has been told what became of its last order. */
    public void stopOrdering() throws InterruptedException {
        stopped = true;
        for (Thread client : clients) {
            client.join();
        }
    }

    /** Orders one job as often as it takes to be told. */
    public Order place(Principal who, Task task, BigDecimal amount) throws InterruptedException {
        return place(who, task, 1, amount);
    }

    /** The same for several at once; all of them or none. */
    public Order place(Principal who, Task task, int size, BigDecimal amount) throws InterruptedException {
        try (Client once = client(who)) {
            return once.place(new Wish(task, size, amount, true));
        }
    }

    /** The same request by many at the same moment. */
    public void placeTogether(Principal who, int many, int size, BigDecimal amount) throws InterruptedException {
        Wish wish = new Wish(Task.QUICK, size, amount, true);
        String request = "together-" + who.name() + "-" + ++names;
        List<Thread> all = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            Client one = client(who);
            all.add(Thread.ofVirtual().unstarted(() -> {
                try (one) {
                    var _ = one.place(wish, request, wish.tags(request));
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

    private void order(Principal who, int count, int pause, Taste taste) {
        for (int i = 0; i < count; i++) {
            Client client = client(who);
            Random random = new Random(seed * 1_000_037 + names);
            clients.add(Thread.ofVirtual().start(() -> {
                try (client) {
                    while (!stopped) {
                        client.order(taste.next(random));
                        Pause.between(random, pause / 4, pause);
                        while (pressed && !stopped) {
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
                    pressed = stage.database().count(QUEUED) > MOST_QUEUED;
                } catch (SQLException away) {
                    pressed = false;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
