package org.aitbc.worker.agent;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.aitbc.worker.gateway.Backoff;
import org.aitbc.worker.gateway.Gateway;
import org.aitbc.worker.gateway.Heartbeat;
import org.aitbc.worker.gateway.Orders;
import org.aitbc.worker.gateway.Reachability;
import org.aitbc.worker.gateway.Refused;
import org.aitbc.worker.gateway.ServerLimits;
import org.aitbc.worker.machine.Gpus;

/** Heartbeats at the gateway's interval, and sooner when there is progress to tell, at most one a second. */
final class HeartbeatLoop {

    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private final Semaphore nudges = new Semaphore(0);
    private final Backoff backoff = new Backoff();
    private final Gateway gateway;
    private final Session session;
    private final RunningJobs running;
    private final Gpus gpus;
    private final Drain drain;
    private final Reachability reachability;
    private long lastBeat = System.nanoTime();
    private long latencyMillis = -1;

    HeartbeatLoop(
            Gateway gateway, Session session, RunningJobs running, Gpus gpus, Drain drain, Reachability reachability) {
        this.gateway = gateway;
        this.session = session;
        this.running = running;
        this.gpus = gpus;
        this.drain = drain;
        this.reachability = reachability;
    }

    /** There is something to tell before the next regular beat. */
    void nudge() {
        nudges.release();
    }

    /**
     * Beats until interrupted.
     *
     * @throws Refused when the gateway will not have this worker any more
     */
    void run(JobRunner runner) throws InterruptedException, Refused {
        Duration pause = session.limits().heartbeat();
        while (!Thread.interrupted()) {
            await(pause);
            pause = beat(runner);
        }
    }

    /** Tells the gateway, if it listens, that no more polls will come: it need not keep a job for the one just cut. */
    void farewell() {
        try {
            gateway.heartbeat(heartbeat(running.active()));
        } catch (IOException | Refused | InterruptedException unheard) {
            // it will notice
        }
    }

    private void await(Duration pause) throws InterruptedException {
        if (nudges.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
            Thread.sleep(Math.max(0, SHORTEST.toMillis() - (System.nanoTime() - lastBeat) / 1_000_000));
            nudges.drainPermits();
        }
        lastBeat = System.nanoTime();
    }

    /** Beats once and returns how long to wait for the next. */
    private Duration beat(JobRunner runner) throws InterruptedException, Refused {
        ServerLimits limits = session.limits();
        List<RunningJob> listed = running.active();
        Heartbeat said = heartbeat(listed);
        try {
            Orders orders = gateway.heartbeat(said);
            heard(said, listed);
            latencyMillis = (System.nanoTime() - lastBeat) / 1_000_000;
            reachability.up();
            backoff.reset();
            obey(orders, listed, runner);
        } catch (IOException e) {
            reachability.down(e);
            return soon(limits);
        } catch (Refused refused) {
            if (Delivery.UNACCEPTABLE.contains(refused.status())) {
                // a checkpoint that is refused now stays refused, and its heartbeat would renew no lease
                heard(said, listed);
            }
            if (Session.gone(refused) && !drain.begun()) {
                session.renew(limits);
            }
            return soon(limits);
        }
        return limits.heartbeat();
    }

    private static void heard(Heartbeat said, List<RunningJob> listed) {
        for (int i = 0; i < listed.size(); i++) {
            listed.get(i).heard(said.running().get(i));
        }
    }

    private Duration soon(ServerLimits limits) {
        Duration wait = backoff.next();
        return wait.compareTo(limits.heartbeat()) < 0 ? wait : limits.heartbeat();
    }

    private Heartbeat heartbeat(List<RunningJob> listed) {
        return new Heartbeat(
                listed.size(),
                drain.begun() ? "draining" : listed.isEmpty() ? "idle" : "busy",
                Capabilities.load(gpus.now()),
                latencyMillis,
                listed.stream().map(RunningJob::lease).toList());
    }

    /** A cancel is meant for the lease that was listed, not for a newer one of the same job. */
    private void obey(Orders orders, List<RunningJob> listed, JobRunner runner) {
        for (Orders.Cancel cancel : orders.cancels()) {
            listed.stream()
                    .filter(job -> job.id().equals(cancel.jobId()))
                    .forEach(job -> runner.cancel(job, cancel.reason()));
        }
        if (orders.drain()) {
            drain.begin();
        }
    }
}
