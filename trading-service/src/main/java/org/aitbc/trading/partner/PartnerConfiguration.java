package org.aitbc.trading.partner;

import org.aitbc.domain.chain.*;
import org.aitbc.domain.market.MarketDesk;
import org.aitbc.domain.payment.*;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.service.registry.ImportHttpServices;

@Configuration(proxyBeanMethods = false)
@ImportHttpServices(
        group = "payment-service",
        types = {MoneyHolds.class, ChainCredits.class, TradeLedger.class})
@ImportHttpServices(group = "marketplace-service", types = MarketDesk.class)
@ImportHttpServices(
        group = "explorer-service",
        types = {ChainDeposits.class, ChainTransfers.class, ChainSwaps.class})
class PartnerConfiguration {}
