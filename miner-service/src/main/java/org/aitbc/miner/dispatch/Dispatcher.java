package org.aitbc.miner.dispatch;

import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.aitbc.domain.error.Unavailable;
import org.aitbc.miner.dispatch.Claims.Claim;
import org.aitbc.miner.dispatch.Matcher.Demand;
import org.aitbc.miner.heartbeat.Beats;
import org.aitbc.miner.lease.Lease;
import org.aitbc.miner.lease.LeaseSettings;
import org.aitbc.miner.lease.Leases;
import org.aitbc.miner.registry.Miner;
import org.aitbc.starter.database.OwnConnection;
import org.aitbc.starter.database.OwnConnections;
import org.aitbc.starter.wake.WakeUps;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Gives waiting jobs to waiting miners. One thread owns the parked polls and the windows over the queue, so none of it needs
 * a lock: each turn takes in what came while the last commit ran, matches, claims in one statement and answers. A parked
 * poll holds no connection. Hints only make it look sooner; without any it looks around each second.
 */
@Component
public class Dispatcher implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final Duration LOOK_AROUND = Duration.ofSeconds(1);
    private static final Duration AFTER_FAILURE = Duration.ofMillis(200);
    private static final int MOST_CLAIMS = 2_000;
    private static final int LEAST_READ = 64;

    private final Matcher matcher;
    private final Leases leases;
    private final double leaseSeconds;
    private final WakeUps wakeUps;
    private final Beats beats;
    private final OwnConnection connection;
    private final LinkedBlockingQueue<Runnable> inbox = new LinkedBlockingQueue<>();

    private final Windows windows = new Windows();
    private final ParkedPolls parked = new ParkedPolls();
    private final List<UUID> doubtful = new ArrayList<>();
    private boolean sawAll;
    private long lastLookAround = System.nanoTime();
    private long nextLookAround = lastLookAround;
    private volatile boolean running;
    private volatile int parkedCount;

    Dispatcher(
            Matcher matcher,
            Leases leases,
            LeaseSettings settings,
            WakeUps wakeUps,
            Beats beats,
            OwnConnections connections,
            MeterRegistry meters) {
        this.matcher = matcher;
        this.leases = leases;
        this.leaseSeconds = settings.duration().toMillis() / 1000.0;
        this.wakeUps = wakeUps;
        this.beats = beats;
        this.connection = new OwnConnection(connections);
        meters.gauge("aitbc.polls.parked", this, Dispatcher::parked);
    }

    /**
     * Waits for up to {@code wanted} jobs that the miner can run, and leases them to it. Empty when none came in time or
     * the miner holds as many leases as its concurrency allows.
     *
     * @throws Unavailable when the service is stopping, or the database is away
     */
    public List<Lease> poll(Miner miner, int wanted, Duration wait) {
        long now = System.nanoTime();
        Poll poll = new Poll(miner, wanted, now, now + wait.toNanos(), new CompletableFuture<>());
        inbox.add(() -> {
            parked.add(poll);
            if (!running) {
                refuse(poll);
            }
        });
        if (!running) {
            throw stopping();
        }
        try {
            return poll.answer().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof Unavailable stopping ? stopping : e;
        }
    }

    /** How many polls are waiting, for a gauge. */
    public int parked() {
        return parkedCount;
    }

    @Override
    public void start() {
        running = true;
        wakeUps.listen(least -> inbox.add(() -> hint(least)));
        leases.onEnd(_ -> inbox.add(() -> {}));
        beats.onDraining(miner -> inbox.add(() -> parked.dismiss(miner)));
        Thread.ofPlatform().name("dispatcher").daemon().start(this::loop);
    }

    @Override
    public void stop() {
        running = false;
        inbox.add(() -> {});
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before the web server, so that its graceful stop does not wait for parked polls. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }

    private void loop() {
        while (running) {
            try {
                takeIn();
                turn();
            } catch (SQLException e) {
                LOG.warn("dispatch put off: {}", e.getMessage());
                recover();
            } catch (RuntimeException | Error e) {
                // nothing may end the one thread that hands out jobs
                LOG.error("dispatch failed", e);
                recover();
            }
            parkedCount = parked.size();
        }
        inbox.forEach(Runnable::run);
        parked.forEach(Dispatcher::refuse);
        connection.close();
    }

    private void hint(Map<Integer, UUID> least) {
        if (least.isEmpty()) {
            nextLookAround = System.nanoTime();
        } else {
            windows.hint(least);
        }
    }

    /** Waits for something to do: a message, a poll's deadline, or the time to look around. */
    private void takeIn() {
        long now = System.nanoTime();
        long wait = parked.isEmpty() ? LOOK_AROUND.toNanos() : Math.min(nextLookAround, parked.nextDeadline()) - now;
        try {
            Runnable message = inbox.poll(Math.max(0, wait), TimeUnit.NANOSECONDS);
            while (message != null) {
                message.run();
                message = inbox.poll();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void turn() throws SQLException {
        settleDoubts();
        if (!parked.isEmpty()) {
            if (nextLookAround - System.nanoTime() <= 0) {
                lookAround();
            }
            serveAll();
            if (wouldLeaveUnseen()) {
                lookAround();
                serveAll();
            }
        }
        parked.endDue(poll -> poll.answer().complete(List.of()));
    }

    private void lookAround() throws SQLException {
        lastLookAround = System.nanoTime();
        nextLookAround = lastLookAround + LOOK_AROUND.toNanos();
        sawAll = connection.run(windows::lookAround);
    }

    /** Whether a poll is about to end without anybody having looked for it: a short one, or one before its first hint. */
    private boolean wouldLeaveUnseen() {
        return parked.anyDue(poll -> (!sawAll || poll.sinceNanos() - lastLookAround > 0) && matcher.room(poll) > 0);
    }

    private void serveAll() throws SQLException {
        while (serve()) {
            // a full claim was granted: there may be more of both
        }
    }

    /** One claim for as many polls as can be served; whether another one may be worth it at once. */
    private boolean serve() throws SQLException {
        Demand demand = matcher.demand(parked, windows);
        Set<Integer> wanted = demand.wanted();
        if (wanted.isEmpty()) {
            return false;
        }
        int most = Math.clamp(demand.jobs() * 2L, LEAST_READ, MOST_CLAIMS);
        connection.run(open -> windows.read(open, wanted, most));
        List<Claim> claims = matcher.match(parked, windows, demand, MOST_CLAIMS);
        if (claims.isEmpty()) {
            return false;
        }
        claims.forEach(claim -> doubtful.add(claim.lease()));
        List<Lease> granted = connection.run(open -> Claims.take(open, claims, leaseSeconds));
        doubtful.clear();
        answer(claims, granted);
        return granted.size() < claims.size() || claims.size() >= MOST_CLAIMS;
    }

    private void answer(List<Claim> claims, List<Lease> granted) {
        Map<UUID, Poll> polls = new HashMap<>();
        claims.forEach(claim -> polls.put(claim.lease(), claim.poll()));
        Map<Poll, List<Lease>> answers = new HashMap<>();
        for (Lease lease : granted) {
            leases.granted(lease);
            answers.computeIfAbsent(polls.get(lease.id()), _ -> new ArrayList<>())
                    .add(lease);
        }
        answers.forEach(parked::answer);
    }

    /** The connection broke during a claim: whoever was granted a lease then will not hear of it. */
    private void settleDoubts() throws SQLException {
        if (!doubtful.isEmpty()) {
            int undone = connection.run(open -> Claims.undo(open, doubtful));
            LOG.info("put {} jobs back whose claim was not answered", undone);
            doubtful.clear();
            windows.all().clear();
            nextLookAround = System.nanoTime();
        }
    }

    private void recover() {
        parked.endDue(Dispatcher::refuse);
        nextLookAround = System.nanoTime() + AFTER_FAILURE.toNanos();
        try {
            Thread.sleep(AFTER_FAILURE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void refuse(Poll poll) {
        poll.answer().completeExceptionally(stopping());
    }

    private static Unavailable stopping() {
        return new Unavailable("DISPATCH_UNAVAILABLE", "no jobs can be handed out at the moment; poll again");
    }
}
