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

    Services(Consumer<String> progress) {
        this.progress = progress;
    }

    /**
     * Starts them and returns when all are up. The first comes alone: it makes the schema that the others need, and warms up
     * what they share.
     */
    final void start(List<SuiteService> services) {
        startOne(services.getFirst());
        Together.each(services.subList(1, services.size()), this::startOne);
    }

    @Override
    public final void close() {
        List<T> all;
        synchronized (running) {
            all = List.copyOf(running);
        }
        Together.each(all, this::end);
    }

    /** What is to be ended with the suite, though it may not be up yet. */
    final void keep(T service) {
        synchronized (running) {
            running.add(service);
        }
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
