package org.aitbc.trading.partner;

import org.aitbc.domain.payment.MoneyHolds;
import org.aitbc.domain.payment.TradeLedger;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.service.registry.ImportHttpServices;

@Configuration(proxyBeanMethods = false)
@ImportHttpServices(
        group = "payment-service",
        types = {MoneyHolds.class, TradeLedger.class})
class PartnerConfiguration {}
