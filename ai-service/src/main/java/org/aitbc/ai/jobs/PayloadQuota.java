package org.aitbc.ai.jobs;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.server.ResponseStatusException;

/**
 * How many bytes of payloads a client may have in jobs that have not ended, and may submit in a day (UTC): payloads of ended
 * jobs are kept. {@link SubmitStatement} obeys it; this says why.
 */
@Component
record PayloadQuota(
        JdbcClient jdbc,
        @Value("${aitbc.jobs.unfinished-payloads}") DataSize unfinished,
        @Value("${aitbc.jobs.payloads-per-day}") DataSize perDay) {

    private record Use(long unfinished, long ofDay, long secondsLeft) {}

    /** @throws ResponseStatusException when these jobs would be too much (429) */
    void require(String client, List<JobDraft> jobs) {
        long more = jobs.stream()
                .mapToLong(job -> job.payload().getBytes(StandardCharsets.UTF_8).length)
                .sum();
        Use use = jdbc.sql("""
                        select coalesce(sum(unfinished), 0)::bigint as unfinished,
                               coalesce(sum(of_day) filter (where day = (now() at time zone 'utc')::date), 0)::bigint as of_day,
                               ceil(extract(epoch from date_trunc('day', now(), 'UTC') + interval '1 day' - now()))::bigint as seconds_left
                        from core.payload_use where client = ?""").param(client).query(Use.class).single();
        if (use.unfinished() + more > unfinished.toBytes()) {
            throw new Exceeded(
                    "payloads of your jobs that have not ended may have " + unfinished.toBytes() + " bytes and have "
                            + use.unfinished() + ": wait until jobs end, cancel some, or send smaller payloads",
                    null);
        }
        if (use.ofDay() + more > perDay.toBytes()) {
            throw new Exceeded(
                    "payloads of a day (UTC) may have " + perDay.toBytes() + " bytes and have " + use.ofDay()
                            + ": wait until tomorrow, or send smaller payloads",
                    use.secondsLeft());
        }
    }

    private static final class Exceeded extends ResponseStatusException {

        private static final long serialVersionUID = 1;

        private final HttpHeaders headers = new HttpHeaders();

        Exceeded(String why, @Nullable Long retryAfterSeconds) {
            super(HttpStatus.TOO_MANY_REQUESTS, why);
            if (retryAfterSeconds != null) {
                headers.set(HttpHeaders.RETRY_AFTER, retryAfterSeconds.toString());
            }
        }

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }
    }
}
