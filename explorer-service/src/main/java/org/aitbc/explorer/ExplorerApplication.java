package org.aitbc.explorer;

import org.aitbc.domain.payment.PaymentLedger;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.web.service.registry.ImportHttpServices;

/** The chain of the suite: what a node says of it, receipts anchored on it, and traces from any id. */
// features name their classes for themselves
@SpringBootApplication(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
@ConfigurationPropertiesScan
@ImportHttpServices(group = "payment-service", types = PaymentLedger.class)
@EnableScheduling
public class ExplorerApplication {

    public static void main(String[] args) {
        new SpringApplicationBuilder(ExplorerApplication.class)
                .properties("spring.config.name=explorer-service")
                .run(args);
    }
}
