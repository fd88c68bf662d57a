package org.aitbc.miner.dispatch;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.aitbc.domain.error.Unavailable;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.matching.Requirement;
import org.aitbc.miner.heartbeat.Beats;
import org.aitbc.miner.lease.CircuitBreakers;
import org.aitbc.miner.lease.JobMeters;
import org.aitbc.miner.lease.Lease;
import org.aitbc.miner.lease.LeaseSettings;
import org.aitbc.miner.lease.Leases;
import org.aitbc.miner.registry.Miner;
import org.aitbc.miner.registry.Miners;
import org.aitbc.starter.database.DedicatedConnection;
import org.aitbc.starter.database.DedicatedConnections;
import org.aitbc.starter.wake.Notifications;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Gives waiting jobs to waiting miners. One thread owns the {@link Dispatch}, so none of it needs a lock: each turn takes in
 * what came while the last commit ran, matches, claims in one statement and answers. A parked poll holds no connection.
 * Hints only make it look sooner; without any it looks around each second.
 */
@Component
public class Dispatcher implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private final Leases leases;
    private final CircuitBreakers breakers;
    private final Notifications notifications;
    private final Beats beats;
    private final PostgresQueue jobs;
    private final Dispatch dispatch;
    private final LinkedBlockingQueue<Runnable> inbox = new LinkedBlockingQueue<>();
    private volatile boolean running;
    private volatile int parkedCount;
    private volatile int classCount;

    Dispatcher(
            Miners miners,
            Requirements requirements,
            Leases leases,
            CircuitBreakers breakers,
            LeaseSettings settings,
            Notifications notifications,
            Beats beats,
            DedicatedConnections connections,
            JobMeters jobMeters,
            MeterRegistry meters) {
        this.leases = leases;
        this.breakers = breakers;
        this.notifications = notifications;
        this.beats = beats;
        this.jobs = new PostgresQueue(new DedicatedConnection(connections), settings);
        // what the dispatcher's thread asks for, it reads on its own connection: the pool may be waited for
        Matcher matcher = new Matcher(
                miners::known,
                classes -> requirements.of(classes, jobs::requirements),
                requirements::fit,
                leases,
                breakers,
                Ids::next);
        this.dispatch = new Dispatch(matcher, leases, breakers, jobs, System::nanoTime);
        leases.onGrant(lease -> jobMeters.granted(
                requirements
                        .remembered(lease.requirement())
                        .map(Requirement::type)
                        .orElse(null),
                lease));
        Gauge.builder("aitbc.polls.parked", this, Dispatcher::parked)
                .description("Polls of miners that wait for a job")
                .register(meters);
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
        inbox.add(() -> dispatch.park(poll));
        if (!running) {
            throw Dispatch.stopping();
        }
        try {
            return poll.answer().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof Unavailable away ? away : e;
        }
    }

    /** How many polls are waiting, for a gauge. */
    public int parked() {
        return parkedCount;
    }

    /** How many classes may have waiting jobs, as far as this instance looks after them. */
    int classes() {
        return classCount;
    }

    @Override
    public void start() {
        running = true;
        notifications.listen(least -> inbox.add(() -> dispatch.hint(least)));
        leases.onEnd(_ -> inbox.add(() -> {}));
        breakers.onChange(() -> inbox.add(() -> {}));
        beats.onDraining(miner -> inbox.add(() -> dispatch.dismiss(miner)));
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
                dispatch.turn();
            } catch (SQLException e) {
                LOG.warn("dispatch put off: {}", e.getMessage());
                recover();
            } catch (RuntimeException | Error e) {
                // nothing may end the one thread that hands out jobs
                LOG.error("dispatch failed", e);
                recover();
            }
            parkedCount = dispatch.parked();
            classCount = dispatch.classes();
        }
        inbox.forEach(Runnable::run);
        dispatch.refuseAll();
        jobs.close();
    }

    /** Waits for something to do: a message, a poll's deadline, or the time to look around. */
    private void takeIn() {
        try {
            Runnable message = inbox.poll(dispatch.idleNanos(), TimeUnit.NANOSECONDS);
            while (message != null) {
                message.run();
                message = inbox.poll();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void recover() {
        dispatch.putOff();
        try {
            Thread.sleep(Dispatch.AFTER_FAILURE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
