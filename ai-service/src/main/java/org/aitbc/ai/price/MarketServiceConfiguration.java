package org.aitbc.ai.price;

import java.time.Duration;
import org.aitbc.domain.market.MarketPrices;
import org.aitbc.starter.service.ServiceClients;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class MarketServiceConfiguration {

    /** @param answerWithin short, since a job is shown without the price as well */
    @Bean
    MarketPrices marketPrices(
            ServiceClients clients,
            @Value("${aitbc.marketplace-service.url}") String url,
            @Value("${aitbc.marketplace-service.answer-within:1s}") Duration answerWithin) {
        return clients.client(MarketPrices.class, "marketplace-service", url, answerWithin);
    }
}
