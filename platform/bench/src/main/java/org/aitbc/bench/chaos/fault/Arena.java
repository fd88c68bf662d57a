package org.aitbc.bench.chaos.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.concurrent.Callable;
import org.aitbc.bench.chaos.load.Load;
import org.aitbc.bench.chaos.load.Pause;
import org.aitbc.bench.chaos.log.Journal;
import org.aitbc.bench.chaos.proxy.Proxies.Line;
import org.aitbc.bench.chaos.stage.Service;
import org.aitbc.bench.chaos.stage.Stage;

/**
 * Where faults happen.
 *
 * @param scale how far to go: 1 in the run that is part of the build, more in longer ones
 * @param lasting what goes on beside other faults until the end
 */
public record Arena(Stage stage, Load load, Journal journal, int scale, Collection<Thread> lasting) {

    private static final Duration TIME_TO_RETURN = Duration.ofSeconds(60);

    public Arena(Stage stage, Load load, Journal journal, int scale) {
        this(stage, load, journal, scale, new ArrayList<>());
    }

    /** Starts what goes on until it is interrupted. */
    void keepUp(Runnable fault) {
        lasting.add(Thread.ofVirtual().start(fault));
    }

    /** Ends what goes on, and heals what was hurt. */
    public void end() throws InterruptedException {
        lasting.forEach(Thread::interrupt);
        for (Thread one : lasting) {
            one.join();
        }
        stage.lines().all().forEach(Line::heal);
    }

    /** Waits until everything answers: what was broken before is whole again. */
    public void awaitWhole() throws InterruptedException {
        if (!await(stage::isWhole, TIME_TO_RETURN)) {
            throw new IllegalStateException("the suite is not whole again after " + TIME_TO_RETURN.toSeconds() + " s");
        }
    }

    /** Waits until this one answers, whatever else is broken. */
    void awaitReady(Service service) throws InterruptedException {
        if (!await(() -> stage.isReady(service), TIME_TO_RETURN)) {
            throw new IllegalStateException(
                    service.module() + " is not back after " + TIME_TO_RETURN.toSeconds() + " s");
        }
    }

    /** Whether it came true in time; what throws is not true yet. */
    public static boolean await(Callable<Boolean> condition, Duration atMost) throws InterruptedException {
        for (long end = System.nanoTime() + atMost.toNanos(); System.nanoTime() < end; ) {
            try {
                if (condition.call()) {
                    return true;
                }
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception notYet) {
                // it is asked again
            }
            Pause.millis(20);
        }
        return false;
    }
}
