package org.aitbc.worker.executor;

import java.util.List;

/**
 * Whether an executor can take jobs.
 *
 * @param detail what was found, or why it is not available
 * @param models what it serves, empty where it has no models
 */
public record Readiness(boolean available, String detail, List<String> models) {

    public static Readiness available(String detail, List<String> models) {
        return new Readiness(true, detail, List.copyOf(models));
    }

    public static Readiness unavailable(String reason) {
        return new Readiness(false, reason, List.of());
    }
}
