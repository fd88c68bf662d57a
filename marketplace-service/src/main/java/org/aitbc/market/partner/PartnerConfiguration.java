package org.aitbc.market.partner;

import org.aitbc.domain.job.JobSubmission;
import org.aitbc.domain.payment.MoneyHolds;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.service.registry.ImportHttpServices;

@Configuration(proxyBeanMethods = false)
@ImportHttpServices(group = "payment-service", types = MoneyHolds.class)
@ImportHttpServices(group = "ai-service", types = JobSubmission.class)
@ImportHttpServices(group = "explorer-service", types = ChainDirectory.class)
class PartnerConfiguration {}
