package org.aitbc.standalone.suite;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What runs, to be ended in the opposite order. What comes in after the end is ended at once. */
final class Running implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Running.class);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private boolean ended;

    <T extends AutoCloseable> T add(T part) {
        synchronized (parts) {
            if (!ended) {
                parts.push(part);
                return part;
            }
        }
        end(part);
        throw new IllegalStateException("the suite is ending");
    }

    @Override
    public void close() {
        for (AutoCloseable part = next(); part != null; part = next()) {
            end(part);
        }
    }

    private @Nullable AutoCloseable next() {
        synchronized (parts) {
            ended = true;
            return parts.poll();
        }
    }

    private static void end(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            LOG.warn("{} did not end well", part.getClass().getSimpleName(), e);
        }
    }
}
