package org.aitbc.trading;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Trading: requests and agreements, order books, exchange payments, settlement across chains. */
// features name their classes for themselves
@SpringBootApplication(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
@ConfigurationPropertiesScan
@EnableScheduling
public class TradingApplication {

    public static void main(String[] args) {
        new SpringApplicationBuilder(TradingApplication.class)
                .properties("spring.config.name=trading-service")
                .run(args);
    }
}
