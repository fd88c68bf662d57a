package org.aitbc.worker.agent;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.aitbc.worker.gateway.AssignedJob;
import org.aitbc.worker.gateway.Backoff;
import org.aitbc.worker.gateway.Gateway;
import org.aitbc.worker.gateway.PollRequest;
import org.aitbc.worker.gateway.Reachability;
import org.aitbc.worker.gateway.Refused;
import org.aitbc.worker.gateway.Retry;
import org.aitbc.worker.gateway.ServerLimits;

/** Asks for as many jobs as there are free slots, one long poll after the other, until it is interrupted. */
final class PollLoop {

    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration EMPTY_PAUSE = Duration.ofSeconds(1);

    private final Gateway gateway;
    private final Session session;
    private final RunningJobs running;
    private final JobRunner runner;
    private final Reachability reachability;
    private final Backoff backoff = new Backoff();

    PollLoop(Gateway gateway, Session session, RunningJobs running, JobRunner runner, Reachability reachability) {
        this.gateway = gateway;
        this.session = session;
        this.running = running;
        this.runner = runner;
        this.reachability = reachability;
    }

    /**
     * Runs until interrupted.
     *
     * @throws Refused when the gateway will not have this worker
     */
    void run() throws InterruptedException, Refused {
        while (!Thread.interrupted()) {
            ServerLimits limits = session.limits();
            try {
                poll(limits);
                backoff.reset();
                reachability.up();
            } catch (IOException e) {
                reachability.down(e);
                Thread.sleep(backoff.next());
            } catch (Refused refused) {
                if (Session.gone(refused)) {
                    session.renew(limits);
                } else {
                    reachability.down(refused);
                }
                Thread.sleep(Retry.longer(backoff.next(), refused.retryAfter()));
            }
        }
    }

    private void poll(ServerLimits limits) throws IOException, InterruptedException, Refused {
        int free = running.awaitFree();
        Duration wait = limits.longestPoll().compareTo(LONGEST) < 0 ? limits.longestPoll() : LONGEST;
        long start = System.nanoTime();
        List<AssignedJob> jobs = gateway.poll(new PollRequest(wait, free, running.ids()));
        jobs.forEach(runner::start);
        // a gateway that does not hold the poll, while it shuts down say, is not asked in a tight loop
        if (jobs.isEmpty() && System.nanoTime() - start < EMPTY_PAUSE.toNanos()) {
            Thread.sleep(EMPTY_PAUSE);
        }
    }
}
