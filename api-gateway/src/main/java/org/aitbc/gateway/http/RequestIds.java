package org.aitbc.gateway.http;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.aitbc.gateway.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;

/** The id that a request, its answer and every log line about it share. */
final class RequestIds {

    private static final int LONGEST = 128;
    private static final long NO_VERSION = 0xFFFF_FFFF_FFFF_0FFFL;
    private static final long VERSION_4 = 0x4000L;
    private static final long NO_VARIANT = 0x3FFF_FFFF_FFFF_FFFFL;

    private RequestIds() {}

    /** The id of a request that has one by now. */
    static String of(ServerWebExchange exchange) {
        return exchange.getRequiredAttribute(Problem.REQUEST_ID);
    }

    /** The id sent, or a new one where there is none that can be trusted in a log. */
    static String orNew(@Nullable String sent) {
        return sent != null && isUsable(sent) ? sent : made();
    }

    // It has to be unique, but nobody's secret: the random numbers of UUID.randomUUID would cost a lock.
    private static String made() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new UUID((random.nextLong() & NO_VERSION) | VERSION_4, (random.nextLong() & NO_VARIANT) | Long.MIN_VALUE)
                .toString();
    }

    private static boolean isUsable(String id) {
        return !id.isEmpty() && id.length() <= LONGEST && id.chars().allMatch(c -> c > ' ' && c < 127);
    }
}
