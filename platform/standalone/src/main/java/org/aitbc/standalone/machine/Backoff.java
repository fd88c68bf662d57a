package org.aitbc.standalone.machine;

import java.time.Duration;

/**
 * How long to wait before starting again what died.
 *
 * @param shortest the first pause; each further one is twice as long
 * @param longest what no pause exceeds
 * @param stable after a run of this length the next pause is the shortest again
 */
public record Backoff(Duration shortest, Duration longest, Duration stable) {

    Duration next(Duration last, Duration ran) {
        if (last.isZero() || ran.compareTo(stable) > 0) {
            return shortest;
        }
        Duration doubled = last.multipliedBy(2);
        return doubled.compareTo(longest) < 0 ? doubled : longest;
    }
}
