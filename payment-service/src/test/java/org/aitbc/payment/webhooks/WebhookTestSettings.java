package org.aitbc.payment.webhooks;

import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.stereotype.Component;

/** Lets deliveries reach this machine and retries come soon, in the one context that all tests of the module share. */
@Component
class WebhookTestSettings implements BeanPostProcessor {

    static final List<Duration> BACKOFF = List.of(Duration.ofMillis(50), Duration.ofMillis(50));

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof WebhookSettings settings
                ? settings(settings, false, List.of("localhost"), Duration.ofSeconds(30))
                : bean;
    }

    /** As configured, but for these. */
    static WebhookSettings settings(
            WebhookSettings settings, boolean allowPrivate, List<String> allowHosts, Duration timeout) {
        return new WebhookSettings(
                settings.most(),
                allowPrivate,
                allowHosts,
                timeout,
                BACKOFF,
                settings.disableAfter(),
                settings.secretOverlap(),
                settings.concurrency(),
                settings.mostInFlight(),
                settings.lease(),
                Duration.ofMillis(50),
                settings.keep(),
                settings.keepDead());
    }

    /** For what is tested without the service. */
    static WebhookSettings strict(Duration timeout, String... allowHosts) {
        Duration day = Duration.ofDays(1);
        return new WebhookSettings(
                20,
                false,
                List.of(allowHosts),
                timeout,
                BACKOFF,
                day,
                day,
                4,
                16,
                timeout.plusSeconds(1),
                Duration.ofMillis(50),
                day,
                day);
    }
}
