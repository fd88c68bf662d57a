package org.aitbc.market;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The GPU market of the suite: inventory, bookings, auctions, prices, bounties, services sold across regions. */
// features name their classes for themselves
@SpringBootApplication(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
@ConfigurationPropertiesScan
@EnableScheduling
public class MarketApplication {

    public static void main(String[] args) {
        new SpringApplicationBuilder(MarketApplication.class)
                .properties("spring.config.name=marketplace-service")
                .run(args);
    }
}
