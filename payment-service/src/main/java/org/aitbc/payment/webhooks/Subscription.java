package org.aitbc.payment.webhooks;

import java.util.List;
import org.aitbc.domain.error.Invalid;

/** Which events an endpoint wants: by name, by beginning such as {@code job.*}, or all with {@code *}. */
record Subscription(List<String> patterns) {

    private static final List<String> EVENTS = Source.ALL.stream()
            .flatMap(source -> source.events().stream())
            .sorted()
            .toList();

    Subscription {
        patterns = patterns.stream().distinct().toList();
    }

    /** @throws Invalid when a pattern fits no event there is */
    static Subscription checked(List<String> patterns) {
        for (String pattern : patterns) {
            if (EVENTS.stream().noneMatch(event -> fits(pattern, event))) {
                throw new Invalid(
                        "UNKNOWN_EVENT",
                        "events: '" + pattern + "' fits none of " + String.join(", ", EVENTS)
                                + "; a beginning ends in .*, and * is all");
            }
        }
        return new Subscription(patterns);
    }

    boolean wants(String event) {
        return patterns.stream().anyMatch(pattern -> fits(pattern, event));
    }

    private static boolean fits(String pattern, String event) {
        return pattern.equals("*")
                || pattern.equals(event)
                || (pattern.endsWith(".*") && event.startsWith(pattern.substring(0, pattern.length() - 1)));
    }
}
