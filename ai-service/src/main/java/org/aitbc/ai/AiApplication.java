package org.aitbc.ai;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Jobs as clients see them, their receipts, and the keys of the suite. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class AiApplication {

    public static void main(String[] args) {
        new SpringApplicationBuilder(AiApplication.class)
                .properties("spring.config.name=ai-service")
                .run(args);
    }
}
