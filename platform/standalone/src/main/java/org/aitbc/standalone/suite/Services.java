package org.aitbc.standalone.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Where the services of a suite run.
 *
 * @param <T> what a running service is
 */
abstract sealed class Services<T> implements AutoCloseable permits Contexts, Processes {

    private final Consumer<String> progress;
    private final List<T> running = new ArrayList<>();
    private boolean closed;

    Services(Consumer<String> progress) {
        this.progress = progress;
    }

    /** Starts them side by side and returns when all are up. */
    final void start(List<SuiteService> services) {
        Parallel.each(services, this::startOne);
    }

    @Override
    public final void close() {
        List<T> all;
        synchronized (running) {
            closed = true;
            all = List.copyOf(running);
        }
        Parallel.each(all, this::end);
    }

    /** What is to be ended with the suite, though it may not be up yet. It ends at once where the suite already has. */
    final void keep(T service) {
        synchronized (running) {
            if (!closed) {
                running.add(service);
                return;
            }
        }
        end(service);
        throw new IllegalStateException("the suite is ending");
    }

    /** Starts one, keeps it, and returns when it is up. */
    abstract void launch(SuiteService service);

    abstract void end(T service);

    private void startOne(SuiteService service) {
        long start = System.nanoTime();
        launch(service);
        progress.accept("%-16s %.1f s".formatted(service.name(), (System.nanoTime() - start) / 1e9));
    }
}
