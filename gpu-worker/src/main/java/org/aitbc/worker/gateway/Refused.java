package org.aitbc.worker.gateway;

import java.time.Duration;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The gateway answered, and not with success. */
public final class Refused extends Exception {

    private static final Set<Integer> PASSING = Set.of(408, 425, 429);

    private final int status;
    private final String code;
    private final Duration retryAfter;

    Refused(int status, JsonNode problem, Duration retryAfter) {
        super(text(status, problem));
        this.status = status;
        this.code = problem.path("code").asString("");
        this.retryAfter = retryAfter;
    }

    public int status() {
        return status;
    }

    /** How long the gateway asks to be left alone, zero when it does not say. */
    public Duration retryAfter() {
        return retryAfter;
    }

    /** Whether the same call may succeed later. */
    public boolean passing() {
        return status >= 500 || PASSING.contains(status) || code.equals("MINER_NOT_REGISTERED");
    }

    /** The key itself is not accepted, or not for this miner. */
    public boolean keyRefused() {
        return status == 401 || status == 403;
    }

    private static String text(int status, JsonNode problem) {
        String detail = problem.path("detail").asString(problem.path("title").asString(""));
        String code = problem.path("code").asString("");
        return (status + " " + code + (detail.isEmpty() ? "" : ": " + detail)).strip();
    }
}
