package org.aitbc.miner;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Miners and dispatch: the registry, heartbeats, leases, results and the receipts for them. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class MinerApplication {

    public static void main(String[] args) {
        new SpringApplicationBuilder(MinerApplication.class)
                .properties("spring.config.name=miner-service")
                .run(args);
    }
}
