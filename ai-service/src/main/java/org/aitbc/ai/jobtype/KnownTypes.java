package org.aitbc.ai.jobtype;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.matching.Capabilities;
import org.aitbc.domain.text.SpellingSuggestion;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The types of jobs that are part of the contract, or that a miner offers or has offered. */
@Component
public class KnownTypes {

    private static final Set<String> CONTRACT = Set.of("command", "container", "embedding", "inference");
    private static final int MOST_REMEMBERED = 10_000;
    private static final Duration SUGGESTIONS_LAST = Duration.ofSeconds(10);
    private static final String SAID_BY_MINERS = "select capabilities from core.miner";

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Cache<String, Boolean> offered =
            Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();
    private final LoadingCache<Boolean, Set<String>> all =
            Caffeine.newBuilder().expireAfterWrite(SUGGESTIONS_LAST).build(_ -> readAll());

    KnownTypes(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** @throws Invalid when nobody ever offered this type */
    public void require(String type) {
        if (!CONTRACT.contains(type) && !isOffered(type)) {
            throw new Invalid(
                    "UNKNOWN_JOB_TYPE",
                    "payload.type: no worker ever offered " + type + "; " + SpellingSuggestion.of(type, all.get(true))
                            + " With allow_unknown_type: true the job waits for"
                            + " a worker that offers this type");
        }
    }

    private boolean isOffered(String type) {
        return Boolean.TRUE.equals(offered.get(type, this::wasEverSaid));
    }

    /** Null if not, which is not remembered: a miner may offer it at any time. */
    private @Nullable Boolean wasEverSaid(String type) {
        // the text is searched, so that only few miners are read in full
        boolean said = jdbc
                .sql(SAID_BY_MINERS + " where strpos(capabilities::text, ?) > 0")
                .param(json.writeValueAsString(type))
                .query((row, _) -> typesOf(row.getString(1)))
                .list()
                .stream()
                .anyMatch(types -> types.contains(type));
        return said ? true : null;
    }

    private Set<String> readAll() {
        Set<String> types = new TreeSet<>(CONTRACT);
        jdbc.sql(SAID_BY_MINERS)
                .query((row, _) -> typesOf(row.getString(1)))
                .list()
                .forEach(types::addAll);
        return types;
    }

    private Set<String> typesOf(String capabilities) {
        return Objects.requireNonNullElse(
                Capabilities.of(json.readTree(capabilities), null).jobTypes(), Set.of());
    }
}
