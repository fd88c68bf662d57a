package org.aitbc.bench.chaos.load;

import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.aitbc.bench.chaos.log.Task;

/**
 * A request for jobs.
 *
 * @param size how many jobs; 1 is asked for singly
 * @param amount the fixed price of each; zero for none
 * @param keyed whether it has an {@code Idempotency-Key}, and so is repeated until it is answered
 */
record JobRequest(Task task, int size, BigDecimal amount, boolean keyed) {

    /** More than any client here has. */
    static final BigDecimal TOO_MUCH = new BigDecimal("5000");

    private static final int CENT = 1_000_000;

    /** Of a client with money: single jobs of all kinds, and small batches. */
    static JobRequest paid(Random random, int mostCents) {
        int size = random.nextInt(5) == 0 ? random.nextInt(2, 8) : 1;
        BigDecimal amount =
                random.nextInt(25) == 0 ? TOO_MUCH : BigDecimal.valueOf(CENT + random.nextInt(mostCents * CENT), 8);
        return new JobRequest(any(random), size, amount, random.nextInt(4) > 0);
    }

    /** Of a client that names no price. */
    static JobRequest unpriced(Random random, int mostAtOnce) {
        boolean single = random.nextInt(3) == 0;
        return new JobRequest(
                single ? any(random) : Task.QUICK,
                single ? 1 : random.nextInt(2, mostAtOnce),
                BigDecimal.ZERO,
                random.nextInt(4) > 0);
    }

    private static Task any(Random random) {
        int percent = random.nextInt(100);
        if (percent < 62) {
            return Task.QUICK;
        }
        if (percent < 74) {
            return Task.LONG;
        }
        if (percent < 84) {
            return Task.FAILING;
        }
        if (percent < 90) {
            return Task.COMMAND;
        }
        return percent < 97 ? Task.NOBODY : Task.POISON;
    }

    List<String> tags(String name) {
        return size == 1
                ? List.of(name)
                : IntStream.range(0, size).mapToObj(i -> name + "." + i).toList();
    }

    String path() {
        return size == 1 ? "/v1/jobs" : "/v1/jobs/batch";
    }

    String body(List<String> tags) {
        String price = amount.signum() == 0
                ? "}"
                : ",\"dispute_window_seconds\":0,\"payment_amount\":" + amount.toPlainString() + "}";
        String jobs = tags.stream().map(tag -> task.submit(tag) + price).collect(Collectors.joining(","));
        return size == 1 ? jobs : "{\"jobs\":[" + jobs + "]}";
    }
}
