package org.aitbc.gateway.access;

import java.time.Duration;
import java.util.*;
import org.aitbc.domain.identity.ApiKeys;
import org.aitbc.domain.identity.Role;
import org.slf4j.*;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.*;
import org.springframework.dao.DataAccessException;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Keys that the environment brings: a JSON array or comma separated, for each role. */
@ConfigurationProperties("aitbc.keys")
record EnvironmentKeys(String client, String miner, String admin) {

    private static final Logger log = LoggerFactory.getLogger(EnvironmentKeys.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final int SHORTEST = 16;

    EnvironmentKeys {
        parse("CLIENT_API_KEYS", client);
        parse("MINER_API_KEYS", miner);
        parse("ADMIN_API_KEYS", admin);
    }

    @Configuration(proxyBeanMethods = false)
    static class Admission {

        @Bean(destroyMethod = "dispose")
        Disposable admission(EnvironmentKeys environment, ApiKeys keys) {
            return environment.admit(keys);
        }
    }

    /** Admits them as soon as the core schema is there; the services create it, perhaps after this starts. */
    Disposable admit(ApiKeys keys) {
        return Mono.fromRunnable(() -> byRole().forEach((role, list) -> list.forEach(key -> keys.admit(key, role))))
                .subscribeOn(Schedulers.boundedElastic())
                .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, Duration.ofSeconds(1))
                        .filter(DataAccessException.class::isInstance)
                        .doBeforeRetry(EnvironmentKeys::tellOnce))
                .subscribe();
    }

    Map<Role, List<String>> byRole() {
        // in the order of the roles: a key that is listed twice has the lower one
        return new EnumMap<>(Map.of(
                Role.CLIENT, parse("CLIENT_API_KEYS", client),
                Role.MINER, parse("MINER_API_KEYS", miner),
                Role.ADMIN, parse("ADMIN_API_KEYS", admin)));
    }

    private static void tellOnce(Retry.RetrySignal failed) {
        if (failed.totalRetries() == 0) {
            String why = failed.failure().getMessage();
            log.warn("keys from the environment wait for the database: {}", why);
        }
    }

    private static List<String> parse(String name, String text) {
        List<String> keys = split(name, text.strip()).stream()
                .map(String::strip)
                .filter(key -> !key.isEmpty())
                .toList();
        if (keys.stream().anyMatch(key -> key.length() < SHORTEST || key.startsWith("$"))) {
            throw new IllegalArgumentException(
                    name + ": each key needs at least " + SHORTEST + " characters and must not start with $");
        }
        return keys;
    }

    private static List<String> split(String name, String text) {
        if (!text.startsWith("[")) {
            return List.of(text.split(",", -1));
        }
        try {
            return JSON.readValue(text, new TypeReference<List<String>>() {});
        } catch (JacksonException malformed) {
            throw new IllegalArgumentException(name + " starts like a JSON array of strings, but is none", malformed);
        }
    }
}
