package org.aitbc.gateway.replica;

import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;
import java.time.Duration;
import org.aitbc.gateway.problem.Refused;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A service of which half of the requests fail is spared for a second. What a caller did wrong is no failure of its. */
@Configuration(proxyBeanMethods = false)
class CircuitBreakers {

    private static final Duration SPARED = Duration.ofSeconds(1);
    private static final int SECONDS_LOOKED_AT = 5;
    private static final int ENOUGH_TO_TELL = 20;

    @Bean
    CircuitBreakerRegistry circuitBreakerRegistry() {
        return CircuitBreakerRegistry.of(CircuitBreakerConfig.custom()
                .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.TIME_BASED)
                .slidingWindowSize(SECONDS_LOOKED_AT)
                .minimumNumberOfCalls(ENOUGH_TO_TELL)
                .waitDurationInOpenState(SPARED)
                .ignoreExceptions(Refused.class)
                .build());
    }

    // asked for, though the configuration turns time limits off
    @Bean
    TimeLimiterRegistry timeLimiterRegistry() {
        return TimeLimiterRegistry.ofDefaults();
    }
}
