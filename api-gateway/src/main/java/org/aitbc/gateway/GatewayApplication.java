package org.aitbc.gateway;

import com.github.benmanes.caffeine.cache.Ticker;
import java.security.Security;
import java.time.Clock;
import org.aitbc.domain.database.ReconnectingPools;
import org.aitbc.domain.identity.ApiKeys;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.*;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The single entry of the network. Which auto-configurations it takes is listed in this class's imports file. */
@SpringBootConfiguration(proxyBeanMethods = false)
@ImportAutoConfiguration
@ComponentScan
@ConfigurationPropertiesScan
public class GatewayApplication {

    public static void main(String[] arguments) {
        // a replica that is new under the name of its service counts at once
        Security.setProperty("networkaddress.cache.ttl", "1");
        new SpringApplicationBuilder(GatewayApplication.class)
                .properties("spring.config.name=api-gateway")
                .run(arguments);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    Ticker ticker() {
        return Ticker.systemTicker();
    }

    @Bean
    static ReconnectingPools reconnectingPools() {
        return new ReconnectingPools();
    }

    @Bean
    ApiKeys apiKeys(JdbcClient jdbc) {
        return new ApiKeys(jdbc);
    }
}
