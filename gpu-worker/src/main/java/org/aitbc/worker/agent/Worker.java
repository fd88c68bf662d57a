package org.aitbc.worker.agent;

import java.time.Duration;
import java.util.List;
import org.aitbc.domain.receipt.SigningKey;
import org.aitbc.worker.console.Journal;
import org.aitbc.worker.executor.Toolbox;
import org.aitbc.worker.gateway.Gateway;
import org.aitbc.worker.gateway.Reachability;
import org.aitbc.worker.gateway.Refused;
import org.aitbc.worker.gateway.Registration;
import org.aitbc.worker.machine.Gpus;
import org.aitbc.worker.machine.Host;
import org.aitbc.worker.options.MarketOptions;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The worker: registers, polls, beats, until it is drained. */
final class Worker {

    /** What a worker is started with. */
    record Setup(
            SigningKey key,
            Toolbox toolbox,
            Gpus gpus,
            int concurrency,
            @Nullable String region,
            MarketOptions market) {}

    private static final int REFUSED = 2;
    private static final long FAREWELL_MILLIS = 2000;
    private static final Duration CLEAN_UP = Duration.ofSeconds(10);

    private final Drain drain = new Drain();
    private final Journal journal;
    private final RunningJobs running;
    private final JobRunner runner;
    private final HeartbeatLoop heartbeats;
    private final PollLoop polls;
    private final Status status;

    Worker(Gateway gateway, Setup setup, Journal journal) {
        this.journal = journal;
        JsonNode capabilities = Capabilities.of(Host.read(), setup.gpus().now(), setup.toolbox(), setup.market());
        Reachability reachability = new Reachability(gateway.url(), journal);
        running = new RunningJobs(setup.concurrency());
        status = new Status(gateway, running, drain, reachability);
        Session session = new Session(
                gateway,
                () -> new Registration(
                        capabilities,
                        setup.concurrency(),
                        setup.region(),
                        setup.key().keyId(),
                        running.ids()),
                reachability,
                journal);
        Delivery delivery = new Delivery(gateway, setup.key(), setup.gpus(), reachability, status, journal);
        heartbeats = new HeartbeatLoop(gateway, session, running, setup.gpus(), drain, reachability);
        runner = new JobRunner(gateway, setup.toolbox(), running, delivery, heartbeats, status, journal);
        polls = new PollLoop(gateway, session, running, runner, reachability);
    }

    Status status() {
        return status;
    }

    /** Works until drained and returns the exit code. */
    int run() throws InterruptedException {
        Thread poller = Thread.ofVirtual().name("poll").start(() -> untilRefused(polls::run));
        Thread beater = Thread.ofVirtual().name("beat").start(() -> untilRefused(() -> heartbeats.run(runner)));
        int code = drain.await();
        poller.interrupt();
        poller.join();
        Thread farewell = Thread.ofVirtual().name("farewell").start(heartbeats::farewell);
        finish();
        farewell.join(FAREWELL_MILLIS);
        beater.interrupt();
        beater.join();
        return code;
    }

    /** Takes no more jobs, finishes what runs within the limit, hands back the rest. */
    void drain(Duration limit) {
        drain.begin(limit);
        running.wake();
    }

    private void finish() throws InterruptedException {
        List<RunningJob> open = running.active();
        if (!open.isEmpty()) {
            journal.line("draining, jobs still running: " + open.size());
        }
        if (!running.awaitIdle(drain::millisLeft)) {
            for (RunningJob job : running.active()) {
                runner.handBack(job);
            }
            // the process must not end before those that were stopped have ended theirs
            drain.begin(CLEAN_UP);
            running.awaitIdle(drain::millisLeft);
        }
    }

    private void untilRefused(Loop loop) {
        try {
            loop.run();
        } catch (InterruptedException drained) {
            // the end of a loop
        } catch (Refused refused) {
            if (drain.fail(REFUSED)) {
                journal.line("the gateway refuses this worker: " + refused.getMessage());
            }
        }
    }

    /** A loop that ends by interruption. */
    private interface Loop {
        void run() throws InterruptedException, Refused;
    }
}
