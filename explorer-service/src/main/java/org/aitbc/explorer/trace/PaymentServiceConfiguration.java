package org.aitbc.explorer.trace;

import org.aitbc.domain.payment.PaymentLedger;
import org.aitbc.starter.service.ServiceClients;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PaymentServiceConfiguration {

    @Bean
    PaymentLedger paymentLedger(ServiceClients clients, @Value("${aitbc.payment-service.url}") String url) {
        return clients.client(PaymentLedger.class, "payment-service", url);
    }
}
