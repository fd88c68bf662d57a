package org.aitbc.payment;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The money of the suite: ledger, escrow of jobs, payments, staking, rewards, webhooks. */
// features name their classes for themselves
@SpringBootApplication(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
@ConfigurationPropertiesScan
@EnableScheduling
public class PaymentApplication {

    public static void main(String[] args) {
        new SpringApplicationBuilder(PaymentApplication.class)
                .properties("spring.config.name=payment-service")
                .run(args);
    }
}
