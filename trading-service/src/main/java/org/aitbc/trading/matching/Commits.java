package org.aitbc.trading.matching;

import java.util.*;
import java.util.concurrent.TimeUnit;
import org.slf4j.*;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** What follows the journals is done again when one has grown on this instance, and after a while, since others write them too. */
@Component
public class Commits implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Commits.class);

    private final Map<String, Runnable> loops = new LinkedHashMap<>();
    private final List<Thread> threads = new ArrayList<>();
    private long count;
    private volatile boolean running;

    synchronized void happened() {
        count++;
        notifyAll();
    }

    /** Takes this step after each commit from the start on, and without one after so long. */
    public void follow(String name, long millis, Runnable step) {
        loops.put(name, () -> loop(name, millis, step));
    }

    @Override
    public void start() {
        running = true;
        loops.forEach((name, loop) -> threads.add(Thread.ofVirtual().name(name).start(loop)));
    }

    @Override
    public void stop() {
        running = false;
        threads.forEach(Thread::interrupt);
        threads.clear();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void loop(String name, long millis, Runnable step) {
        long seen = 0;
        while (running) {
            try {
                seen = await(seen, millis);
                step.run();
            } catch (InterruptedException stopped) {
                return;
            } catch (DataAccessException | TransactionException later) {
                LOG.debug("{} waits for the database: {}", name, later.getMessage());
            } catch (RuntimeException failed) {
                LOG.error("{} failed", name, failed);
            }
        }
    }

    /** Returns when there were more commits than have been seen, or after a while; how many there were. */
    private synchronized long await(long seen, long millis) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (long left = millis; count == seen && left > 0; ) {
            wait(left);
            left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        }
        return count;
    }
}
