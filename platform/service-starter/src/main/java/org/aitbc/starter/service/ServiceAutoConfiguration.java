package org.aitbc.starter.service;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import tools.jackson.databind.json.JsonMapper;

/** Calls from service to service. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
public class ServiceAutoConfiguration {

    @Bean
    ServiceClients serviceClients(
            @Value("${spring.application.name}") String self,
            @Value("${aitbc.token.secret}") String secret,
            JsonMapper json,
            Environment environment) {
        return new ServiceClients(self, secret, json, environment);
    }
}
