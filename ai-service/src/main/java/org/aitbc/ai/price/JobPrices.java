package org.aitbc.ai.price;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.aitbc.domain.error.DomainException;
import org.aitbc.domain.market.MarketPrices;
import org.aitbc.domain.market.MarketPrices.MarketPrice;
import org.aitbc.domain.matching.Constraints;
import org.aitbc.domain.matching.Requirement;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClientException;

/**
 * What the market asked for the GPUs that a job may run on, in the hour in which it was submitted. It is shown and binds
 * nobody: what a job costs is its fixed price, or its miner's.
 */
@Component
public class JobPrices {

    private static final Logger LOG = LoggerFactory.getLogger(JobPrices.class);
    private static final Duration KEPT = Duration.ofSeconds(30);
    /** So many requests wait for the market at most, however slow it is; others are answered without it. */
    private static final int MOST_ASKING = 8;

    private static final int MOST_KEPT = 10_000;

    private final JdbcClient jdbc;
    private final MarketPrices market;
    /** A job never asks for anything else, and clients look at theirs again and again; empty on booked time. */
    private final Cache<UUID, Optional<Asked>> jobs =
            Caffeine.newBuilder().maximumSize(MOST_KEPT).build();
    /** Also that there is no answer, so that a market which is away is not waited for again and again. */
    private final Cache<Asked, Optional<MarketPrice>> answers =
            Caffeine.newBuilder().expireAfterWrite(KEPT).maximumSize(MOST_KEPT).build();

    private final Semaphore asking = new Semaphore(MOST_ASKING);

    JobPrices(JdbcClient jdbc, MarketPrices market) {
        this.jdbc = jdbc;
        this.market = market;
    }

    private record Asked(
            @Nullable String gpu,
            @Nullable Integer minMemoryGb,
            @Nullable String region,
            Instant hour) {

        static Optional<Asked> of(Constraints job, Instant at) {
            return job.bookingId() == null
                    ? Optional.of(new Asked(job.gpu(), job.minVramGb(), job.region(), at.truncatedTo(ChronoUnit.HOURS)))
                    : Optional.empty();
        }
    }

    /** @return null on booked time, which has a price of its own, and where the market does not know or is away */
    public @Nullable MarketPrice of(UUID jobId) {
        return jobs.get(jobId, this::asked).flatMap(this::answer).orElse(null);
    }

    private Optional<Asked> asked(UUID jobId) {
        return jdbc.sql("""
                        select r.key, j.requested_at from core.job j join core.requirement r on r.class = j.class where j.id = ?""")
                .param(jobId)
                .query((row, _) -> Asked.of(
                        Requirement.parse(row.getString(1)).constraints(),
                        row.getTimestamp(2).toInstant()))
                .single();
    }

    private Optional<MarketPrice> answer(Asked asked) {
        Optional<MarketPrice> known = answers.getIfPresent(asked);
        if (known != null) {
            return known;
        }
        if (!asking.tryAcquire()) {
            return Optional.empty();
        }
        try {
            Optional<MarketPrice> answer = ask(asked);
            answers.put(asked, answer);
            return answer;
        } finally {
            asking.release();
        }
    }

    private Optional<MarketPrice> ask(Asked asked) {
        try {
            return Optional.of(market.at(asked.gpu(), asked.minMemoryGb(), asked.region(), asked.hour()));
        } catch (DomainException | RestClientException unknown) {
            LOG.debug("no market price: {}", unknown.getMessage());
            return Optional.empty();
        }
    }
}
