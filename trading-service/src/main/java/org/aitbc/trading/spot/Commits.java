package org.aitbc.trading.spot;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.stereotype.Component;

/** Wakes what follows the journals when one has grown on this instance; only a hint, since others write them too. */
@Component
class Commits {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();
    private long count;

    void happened() {
        lock.lock();
        try {
            count++;
            grown.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Returns when there were more commits than the caller has seen, or after a while; how many there were. */
    long await(long seen, long millis) throws InterruptedException {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(millis);
            while (count == seen && left > 0) {
                left = grown.awaitNanos(left);
            }
            return count;
        } finally {
            lock.unlock();
        }
    }
}
