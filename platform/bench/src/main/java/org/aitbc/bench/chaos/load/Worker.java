package org.aitbc.bench.chaos.load;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.aitbc.bench.chaos.load.Miner.Assigned;
import org.aitbc.bench.chaos.log.Death;
import org.aitbc.bench.chaos.log.Grant;
import org.aitbc.bench.chaos.log.Journal;
import org.aitbc.bench.chaos.log.Task;
import org.jspecify.annotations.Nullable;

/** A worker without a GPU: what a job does to it is in the job. It can be frozen, and it can die at a chosen moment. */
public final class Worker {

    private static final int BEAT_MILLIS = 700;

    private final Miner miner;
    private final Manner manner;
    private final Journal journal;
    private final Random random;
    private final Patience patience;
    private final Reporter reporter;
    private final Map<String, Grant> running = new ConcurrentHashMap<>();
    private volatile @Nullable DeathAt doom;
    private volatile @Nullable Instant wholeSince;
    private volatile boolean frozen;
    private volatile boolean dismissed;
    private volatile boolean dead;

    Worker(Miner miner, Manner manner, Journal journal, Random random) {
        this.miner = miner;
        this.manner = manner;
        this.journal = journal;
        this.random = random;
        this.patience = manner.patience(random);
        this.reporter = new Reporter(miner, journal, manner.patience(random));
    }

    public String id() {
        return miner.id();
    }

    public Manner manner() {
        return manner;
    }

    /** What it believes to hold. */
    public List<Grant> running() {
        return List.copyOf(running.values());
    }

    public boolean isDead() {
        return dead;
    }

    /**
     * Lets it die at the next such moment.
     *
     * @param since nothing else is broken
     */
    public void condemn(DeathAt moment, Instant since) {
        wholeSince = since;
        doom = moment;
        if (moment == DeathAt.POLL_PARKED || moment == DeathAt.CLAIM_UNHEARD) {
            miner.close();
        }
    }

    /** Where it has not died yet: other things may be broken by then. */
    public void diesUnmeasured() {
        wholeSince = null;
    }

    /** It does nothing at all until it is thawed, and then goes on as if nothing had been. */
    public void freeze(boolean freeze) {
        frozen = freeze;
    }

    /** It loses its connections. */
    public void disconnect() {
        miner.close();
    }

    /** It ends after what it is doing. */
    void dismiss() {
        dismissed = true;
        if (running.isEmpty()) {
            miner.close();
        }
    }

    void run() throws InterruptedException {
        Thread beats = Thread.ofVirtual().start(this::beat);
        boolean registered = false;
        while (!dismissed && !dead) {
            try {
                if (doom == DeathAt.POLL_PARKED) {
                    die();
                } else if (registered) {
                    round();
                } else {
                    registered = miner.register();
                }
                if (registered) {
                    patience.reset();
                } else {
                    patience.pause();
                }
                whileFrozen();
            } catch (IOException brokenOff) {
                patience.pause();
            }
        }
        beats.interrupt();
        miner.close();
    }

    private void round() throws IOException, InterruptedException {
        if (doom == DeathAt.CLAIM_UNHEARD) {
            miner.askForJobs();
            Pause.between(random, 0, 20);
            die();
            return;
        }
        List<Assigned> jobs = miner.poll();
        jobs.forEach(job -> running.put(job.grant().lease(), job.grant()));
        if (jobs.isEmpty()) {
            return;
        }
        if (doom == DeathAt.HOLDING || (manner == Manner.POISONED && random.nextInt(3) > 0)) {
            Pause.between(random, 0, 50);
            die();
        } else if (manner == Manner.POISONED) {
            handBack(jobs);
        } else if (manner == Manner.BATCHED) {
            perform(jobs);
        } else {
            for (Assigned job : jobs) {
                perform(job);
            }
        }
    }

    private void perform(List<Assigned> jobs) throws InterruptedException {
        boolean isLong = jobs.stream().anyMatch(job -> job.task() == Task.LONG);
        Pause.between(random, 0, isLong ? 2_500 : 40);
        whileFrozen();
        if (doom == DeathAt.RESULT_UNHEARD) {
            reporter.reportUnheard(jobs.getFirst());
            die();
            return;
        }
        reporter.report(jobs);
        jobs.forEach(job -> running.remove(job.grant().lease()));
    }

    private void perform(Assigned job) throws InterruptedException {
        if (dead) {
            return;
        }
        Pause.between(random, 0, job.task() == Task.LONG ? 2_500 : 20);
        whileFrozen();
        if (doom == DeathAt.RESULT_UNHEARD) {
            reporter.reportUnheard(job);
            Pause.between(random, 0, 10);
            die();
            return;
        }
        boolean _ = reporter.report(job);
        running.remove(job.grant().lease());
    }

    private void handBack(List<Assigned> jobs) throws IOException {
        for (Assigned job : jobs) {
            Grant grant = job.grant();
            running.remove(grant.lease());
            var _ = miner.post("/v1/miners/" + grant.job() + "/fail", """
                {"error_code":"POISON","retryable":true,"lease_id":"%s","attempt":%d}\
                """.formatted(grant.lease(), grant.attempt()));
        }
    }

    private void beat() {
        try {
            while (!dead) {
                Pause.millis(BEAT_MILLIS);
                if (manner != Manner.STORMING && !frozen && !running.isEmpty()) {
                    try {
                        boolean _ = miner.beat(running.values());
                    } catch (IOException brokenOff) {
                        // the next one comes soon
                    }
                }
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void whileFrozen() throws InterruptedException {
        while (frozen) {
            Pause.millis(20);
        }
    }

    private void die() {
        dead = true;
        miner.close();
        journal.add(new Death(miner.id(), Instant.now(), wholeSince));
    }
}
