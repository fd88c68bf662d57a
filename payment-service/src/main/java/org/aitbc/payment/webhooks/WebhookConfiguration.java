package org.aitbc.payment.webhooks;

import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class WebhookConfiguration {

    @Bean
    Targets targets(WebhookSettings settings) {
        return new Targets(settings, SystemDefaultDnsResolver.INSTANCE);
    }
}
