package org.aitbc.bench.chaos.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.concurrent.Callable;
import org.aitbc.bench.chaos.environment.Environment;
import org.aitbc.bench.chaos.environment.FaultProxy;
import org.aitbc.bench.chaos.environment.Service;
import org.aitbc.bench.chaos.load.Pause;
import org.aitbc.bench.chaos.load.Workload;
import org.aitbc.bench.chaos.log.History;

/**
 * What faults act on.
 *
 * @param lasting faults that go on until the end
 */
public record Arena(Environment environment, Workload workload, History history, Collection<Thread> lasting) {

    private static final Duration TIME_TO_RETURN = Duration.ofSeconds(90);

    public Arena(Environment environment, Workload workload, History history) {
        this(environment, workload, history, new ArrayList<>());
    }

    /** Starts a fault that goes on until it is interrupted. */
    void keepUp(Runnable fault) {
        lasting.add(Thread.ofVirtual().start(fault));
    }

    /** Ends the faults that go on, and all faults of the network. */
    public void end() throws InterruptedException {
        lasting.forEach(Thread::interrupt);
        for (Thread one : lasting) {
            one.join();
        }
        environment.network().all().forEach(FaultProxy::heal);
    }

    /** Waits until everything is ready again. */
    public void awaitWhole() throws InterruptedException {
        if (!await(environment::isWhole, TIME_TO_RETURN)) {
            throw new IllegalStateException("the suite is not whole again after " + TIME_TO_RETURN.toSeconds() + " s");
        }
    }

    /** Waits until this service is ready, whatever else is broken. */
    void awaitReady(Service service) throws InterruptedException {
        if (!await(() -> environment.isReady(service), TIME_TO_RETURN)) {
            throw new IllegalStateException(
                    service.module() + " is not back after " + TIME_TO_RETURN.toSeconds() + " s");
        }
    }

    /** Whether the condition held in time; one that throws does not hold yet. */
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
