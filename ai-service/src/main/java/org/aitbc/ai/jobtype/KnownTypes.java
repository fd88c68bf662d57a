package org.aitbc.ai.jobtype;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.aitbc.ai.market.Market;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.text.SpellingSuggestion;
import org.aitbc.starter.request.Warnings;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The types of jobs that are part of the contract, or that a miner offers or has offered. */
@Component
public class KnownTypes {

    private static final int MOST_REMEMBERED = 10_000;
    private static final Duration SUGGESTIONS_LAST = Duration.ofSeconds(10);

    private final JdbcClient jdbc;
    private final Market market;
    private final Cache<String, Boolean> offered =
            Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();
    private final LoadingCache<Boolean, Set<String>> all =
            Caffeine.newBuilder().expireAfterWrite(SUGGESTIONS_LAST).build(_ -> readAll());

    KnownTypes(JdbcClient jdbc, Market market) {
        this.jdbc = jdbc;
        this.market = market;
    }

    /**
     * A miner online that named no types takes each: then the answer warns of one that nobody ever offered.
     *
     * @param place the member that says it
     * @throws Invalid when nobody ever offered this type, and nobody online takes it
     */
    public void require(String place, String type) {
        if (ContractType.of(type).isPresent() || wasOffered(type)) {
            return;
        }
        if (market.liveMiners().stream()
                .anyMatch(miner -> miner.candidate().capabilities().jobTypes() == null)) {
            Warnings.add("payload.type: no worker ever offered " + type
                    + ", so that only one that takes any type may run it");
            return;
        }
        throw new Invalid(
                "UNKNOWN_JOB_TYPE",
                place + ": no worker ever offered " + type + "; " + SpellingSuggestion.of(type, all.get(true))
                        + " GET /v1/jobs/types lists what is offered now. With allow_unknown_type: true the job waits for"
                        + " a worker that offers this type");
    }

    private boolean wasOffered(String type) {
        return Boolean.TRUE.equals(offered.get(type, this::read));
    }

    /** Null if not, which is not remembered: a miner may offer it at any time. */
    private @Nullable Boolean read(String type) {
        boolean known = jdbc.sql("select exists (select from core.job_type where type = ?)")
                .param(type)
                .query(Boolean.class)
                .single();
        return known ? true : null;
    }

    private Set<String> readAll() {
        Set<String> types = new TreeSet<>(ContractType.NAMES);
        types.addAll(
                jdbc.sql("select type from core.job_type").query(String.class).list());
        return types;
    }
}
