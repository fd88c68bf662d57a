package org.aitbc.ai;

import org.aitbc.domain.market.MarketPrices;
import org.aitbc.domain.payment.JobEscrows;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.web.service.registry.ImportHttpServices;

/** Jobs as clients see them, their receipts, and the keys of the suite. */
@SpringBootApplication
@ConfigurationPropertiesScan
@ImportHttpServices(group = "payment-service", types = JobEscrows.class)
@ImportHttpServices(group = "marketplace-service", types = MarketPrices.class)
public class AiApplication {

    public static void main(String[] args) {
        new SpringApplicationBuilder(AiApplication.class)
                .properties("spring.config.name=ai-service")
                .run(args);
    }
}
