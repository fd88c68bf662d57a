package org.aitbc.ai.jobs;

import org.aitbc.domain.payment.JobEscrows;
import org.aitbc.starter.service.ServiceClients;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PaymentServiceConfiguration {

    @Bean
    JobEscrows jobEscrows(ServiceClients clients, @Value("${aitbc.payment-service.url}") String url) {
        return clients.client(JobEscrows.class, "payment-service", url);
    }
}
