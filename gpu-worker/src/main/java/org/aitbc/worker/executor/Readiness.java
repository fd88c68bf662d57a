package org.aitbc.worker.executor;

import java.util.List;

/**
 * Whether an executor can take jobs.
 *
 * @param asked whether the operator wants it at all
 * @param detail what was found, or why it is not available
 * @param models what it serves, empty where it has no models
 */
public record Readiness(boolean available, boolean asked, String detail, List<String> models) {

    public static Readiness available(String detail, List<String> models) {
        return new Readiness(true, true, detail, List.copyOf(models));
    }

    public static Readiness unavailable(String reason) {
        return new Readiness(false, true, reason, List.of());
    }

    public static Readiness notAsked(String how) {
        return new Readiness(false, false, how, List.of());
    }
}
