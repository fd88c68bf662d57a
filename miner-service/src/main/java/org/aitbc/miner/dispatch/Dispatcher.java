package org.aitbc.miner.dispatch;

import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.aitbc.domain.error.Unavailable;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.matching.Capabilities;
import org.aitbc.miner.dispatch.Claims.Claim;
import org.aitbc.miner.heartbeat.Beats;
import org.aitbc.miner.lease.Lease;
import org.aitbc.miner.lease.LeaseSettings;
import org.aitbc.miner.lease.Leases;
import org.aitbc.miner.registry.Miner;
import org.aitbc.miner.registry.Miners;
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

    private final Miners miners;
    private final Requirements requirements;
    private final Leases leases;
    private final double leaseSeconds;
    private final WakeUps wakeUps;
    private final Beats beats;
    private final OwnConnection connection;
    private final LinkedBlockingQueue<Runnable> inbox = new LinkedBlockingQueue<>();

    private final Windows windows = new Windows();
    private final LinkedHashSet<Poll> parked = new LinkedHashSet<>();
    private final List<UUID> doubtful = new ArrayList<>();
    private long lastLookAround = System.nanoTime();
    private long nextLookAround = lastLookAround;
    private long nextDeadline = Long.MAX_VALUE;
    private volatile boolean running;
    private volatile int parkedCount;

    Dispatcher(
            Miners miners,
            Requirements requirements,
            Leases leases,
            LeaseSettings settings,
            WakeUps wakeUps,
            Beats beats,
            OwnConnections connections,
            MeterRegistry meters) {
        this.miners = miners;
        this.requirements = requirements;
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
            nextDeadline = Math.min(nextDeadline, poll.deadlineNanos());
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

    /** Ends the polls of a miner that is leaving: a job handed to one of them would find nobody. */
    private void dismiss(String minerId) {
        parked.removeIf(
                poll -> poll.miner().id().equals(minerId) && poll.answer().complete(List.of()));
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
        beats.onDraining(miner -> inbox.add(() -> dismiss(miner)));
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
        long wait = parked.isEmpty() ? LOOK_AROUND.toNanos() : Math.min(nextLookAround, nextDeadline) - now;
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
        dismissDue(poll -> poll.answer().complete(List.of()));
    }

    private void lookAround() throws SQLException {
        lastLookAround = System.nanoTime();
        nextLookAround = lastLookAround + LOOK_AROUND.toNanos();
        connection.run(windows::lookAround);
    }

    /** Whether a poll is about to end without anybody having looked for it: a short one, or one before its first hint. */
    private boolean wouldLeaveUnseen() {
        long now = System.nanoTime();
        return nextDeadline - now <= 0
                && parked.stream()
                        .anyMatch(poll -> poll.isDue(now) && poll.sinceNanos() - lastLookAround > 0 && room(poll) > 0);
    }

    private void serveAll() throws SQLException {
        while (serve()) {
            // a full claim was granted: there may be more of both
        }
    }

    /** Ends the wait of polls whose time is up. Polls are long, so that the next deadline is rarely looked for. */
    private void dismissDue(Predicate<Poll> dismiss) {
        long now = System.nanoTime();
        if (nextDeadline - now <= 0) {
            parked.removeIf(poll -> poll.isDue(now) && dismiss.test(poll));
            nextDeadline = parked.stream().mapToLong(Poll::deadlineNanos).min().orElse(Long.MAX_VALUE);
        }
    }

    /** One claim for as many polls as can be served; whether another one may be worth it at once. */
    private boolean serve() throws SQLException {
        IdentityHashMap<Capabilities, List<Integer>> runnable = new IdentityHashMap<>();
        int demand = 0;
        for (Poll poll : parked) {
            if (room(poll) > 0) {
                demand += room(poll);
                runnable.computeIfAbsent(current(poll).capabilities(), this::runnable);
            }
        }
        Set<Integer> wanted = new HashSet<>();
        runnable.values().forEach(wanted::addAll);
        if (wanted.isEmpty()) {
            return false;
        }
        int most = Math.clamp(demand * 2L, LEAST_READ, MOST_CLAIMS);
        connection.run(open -> windows.read(open, wanted, most));
        List<Claim> claims = match(runnable);
        if (claims.isEmpty()) {
            return false;
        }
        claims.forEach(claim -> doubtful.add(claim.lease()));
        List<Lease> granted = connection.run(open -> Claims.take(open, claims, leaseSeconds));
        doubtful.clear();
        answer(claims, granted);
        return granted.size() < claims.size() || claims.size() >= MOST_CLAIMS;
    }

    private List<Integer> runnable(Capabilities miner) {
        return windows.all().keySet().stream()
                .filter(queue -> requirements.fit(queue, miner))
                .toList();
    }

    private int room(Poll poll) {
        Miner miner = current(poll);
        return miner.deregistered() ? 0 : Math.min(poll.wanted(), miner.concurrency() - leases.heldBy(miner.id()));
    }

    /** The miner as it is by now: it may have changed or signed off while its poll was parked. */
    private Miner current(Poll poll) {
        return miners.known(poll.miner());
    }

    /** First come, first served among polls; the oldest job among those a miner can run. */
    private List<Claim> match(IdentityHashMap<Capabilities, List<Integer>> runnable) {
        List<Claim> claims = new ArrayList<>();
        Map<String, Integer> promised = new HashMap<>();
        for (Poll poll : parked) {
            List<Integer> queues = runnable.getOrDefault(current(poll).capabilities(), List.of());
            int room = room(poll) - promised.getOrDefault(poll.miner().id(), 0);
            while (room-- > 0 && claims.size() < MOST_CLAIMS) {
                Window oldest = queues.stream()
                        .map(windows.all()::get)
                        .filter(window -> !window.isEmpty())
                        .min(Comparator.comparing(window -> window.first().id()))
                        .orElse(null);
                if (oldest == null) {
                    break;
                }
                claims.add(new Claim(oldest.take(), Ids.next(), poll));
                promised.merge(poll.miner().id(), 1, Integer::sum);
            }
        }
        return claims;
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
        answers.forEach((poll, got) -> {
            parked.remove(poll);
            poll.answer().complete(got);
        });
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
        dismissDue(Dispatcher::refuse);
        nextLookAround = System.nanoTime() + AFTER_FAILURE.toNanos();
        try {
            Thread.sleep(AFTER_FAILURE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean refuse(Poll poll) {
        return poll.answer().completeExceptionally(stopping());
    }

    private static Unavailable stopping() {
        return new Unavailable("DISPATCH_UNAVAILABLE", "no jobs can be handed out at the moment; poll again");
    }
}
