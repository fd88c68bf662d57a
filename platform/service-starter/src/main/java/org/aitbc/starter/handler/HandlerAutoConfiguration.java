package org.aitbc.starter.handler;

import org.aitbc.starter.idempotent.IdempotentRequests;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.context.annotation.Bean;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import tools.jackson.databind.json.JsonMapper;

/** Parameters are named as the wire names them, and {@code @Idempotent} handlers run once. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
public class HandlerAutoConfiguration {

    @Bean
    WebMvcRegistrations handlers(ObjectProvider<IdempotentRequests> requests, JsonMapper json) {
        return new WebMvcRegistrations() {
            @Override
            public RequestMappingHandlerAdapter getRequestMappingHandlerAdapter() {
                return new HandlerRunner(requests, json);
            }
        };
    }
}
