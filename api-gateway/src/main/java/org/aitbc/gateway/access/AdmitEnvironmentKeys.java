package org.aitbc.gateway.access;

import jakarta.annotation.PreDestroy;
import java.time.Duration;
import org.aitbc.domain.identity.ApiKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/** Admits the environment's keys as soon as the core schema is there; the services create it, perhaps after this starts. */
@Component
class AdmitEnvironmentKeys {

    private static final Logger log = LoggerFactory.getLogger(AdmitEnvironmentKeys.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final EnvironmentKeys environment;
    private final ApiKeys keys;
    private Disposable work = Disposables.disposed();

    AdmitEnvironmentKeys(EnvironmentKeys environment, ApiKeys keys) {
        this.environment = environment;
        this.keys = keys;
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        work = Mono.fromRunnable(this::admitAll)
                .subscribeOn(Schedulers.boundedElastic())
                .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, PAUSE)
                        .filter(DataAccessException.class::isInstance)
                        .doBeforeRetry(AdmitEnvironmentKeys::tellOnce))
                .subscribe();
    }

    @PreDestroy
    void stop() {
        work.dispose();
    }

    private void admitAll() {
        environment.byRole().forEach((role, list) -> list.forEach(key -> keys.admit(key, role)));
    }

    private static void tellOnce(Retry.RetrySignal failed) {
        if (failed.totalRetries() == 0) {
            log.warn(
                    "keys from the environment wait for the database: {}",
                    failed.failure().getMessage());
        }
    }
}
