package org.aitbc.gateway.access;

import jakarta.annotation.PreDestroy;
import java.time.Duration;
import org.aitbc.domain.identity.ApiKeys;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Admits the environment's keys as soon as the core schema is there; the services create it, perhaps after this starts. */
@Component
class AdmitEnvironmentKeys {

    private static final Logger log = LoggerFactory.getLogger(AdmitEnvironmentKeys.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final EnvironmentKeys environment;
    private final ApiKeys keys;
    private @Nullable Thread work;

    AdmitEnvironmentKeys(EnvironmentKeys environment, ApiKeys keys) {
        this.environment = environment;
        this.keys = keys;
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        work = Thread.ofVirtual().name("environment-keys").start(this::untilAdmitted);
    }

    @PreDestroy
    void stop() {
        if (work != null) {
            work.interrupt();
        }
    }

    private void untilAdmitted() {
        try {
            for (boolean isFirst = true; !admitAll(isFirst); isFirst = false) {
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean admitAll(boolean isFirst) {
        try {
            environment.byRole().forEach((role, list) -> list.forEach(key -> keys.admit(key, role)));
            return true;
        } catch (DataAccessException e) {
            if (isFirst) {
                log.warn("keys from the environment wait for the database: {}", e.getMessage());
            }
            return false;
        }
    }
}
