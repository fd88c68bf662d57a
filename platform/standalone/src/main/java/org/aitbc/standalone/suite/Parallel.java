package org.aitbc.standalone.suite;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/** The same for several parts at once. */
final class Parallel {

    private Parallel() {}

    /** Returns when it is done for each, or throws what one of them threw. */
    static <T> void each(List<T> parts, Consumer<T> action) {
        try {
            CompletableFuture.allOf(parts.stream()
                            .map(part -> CompletableFuture.runAsync(
                                    () -> action.accept(part),
                                    work -> Thread.ofPlatform().start(work)))
                            .toArray(CompletableFuture[]::new))
                    .join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
