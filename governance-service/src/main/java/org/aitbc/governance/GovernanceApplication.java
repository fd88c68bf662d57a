package org.aitbc.governance;

import org.aitbc.domain.payment.*;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.web.service.registry.ImportHttpServices;

/** Stakers decide about the suite's money and parameters, and what they decide happens. */
// features name their classes for themselves
@SpringBootApplication(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
@ConfigurationPropertiesScan
@EnableScheduling
@ImportHttpServices(
        group = "payment-service",
        types = {FeeReplay.class, MoneyHolds.class, StakePowers.class, StakingFigures.class, TreasuryBooks.class})
public class GovernanceApplication {

    public static void main(String[] args) {
        new SpringApplicationBuilder(GovernanceApplication.class)
                .properties("spring.config.name=governance-service")
                .run(args);
    }
}
