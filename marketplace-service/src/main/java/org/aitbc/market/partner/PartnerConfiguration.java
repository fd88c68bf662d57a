package org.aitbc.market.partner;

import org.aitbc.domain.job.JobSubmission;
import org.aitbc.domain.payment.MoneyHolds;
import org.aitbc.starter.service.ServiceClients;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PartnerConfiguration {

    static final String EXPLORER = "${aitbc.explorer-service.url}";

    @Bean
    MoneyHolds moneyHolds(ServiceClients clients, @Value("${aitbc.payment-service.url}") String url) {
        return clients.client(MoneyHolds.class, "payment-service", url);
    }

    @Bean
    JobSubmission jobSubmission(ServiceClients clients, @Value("${aitbc.ai-service.url}") String url) {
        return clients.client(JobSubmission.class, "ai-service", url);
    }

    @Bean
    ChainDirectory chainDirectory(ServiceClients clients, @Value(EXPLORER) String url) {
        return clients.client(ChainDirectory.class, "explorer-service", url);
    }
}
