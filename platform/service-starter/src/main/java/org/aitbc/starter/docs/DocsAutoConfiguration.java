package org.aitbc.starter.docs;

import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.List;
import org.aitbc.domain.identity.Caller;
import org.aitbc.starter.caller.AccessRules;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;

/** A service's OpenAPI document, with names as the wire has them. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(OpenAPI.class)
public class DocsAutoConfiguration {

    private static final String API_KEY = "api_key";

    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Caller.class);
    }

    @Bean
    OpenAPI openApi(@Value("${spring.application.name}") String service) {
        return new OpenAPI()
                .info(new Info().title("AITBC " + service).version("1"))
                .servers(List.of())
                .components(new Components()
                        .addSecuritySchemes(
                                API_KEY,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.APIKEY)
                                        .in(SecurityScheme.In.HEADER)
                                        .name("X-Api-Key")))
                .addSecurityItem(new SecurityRequirement().addList(API_KEY));
    }

    @Bean
    WireOperations wireOperations() {
        return new WireOperations();
    }

    /** In this order: examples are made of what is required. */
    @Bean
    OpenApiCustomizer completeDocument(AccessRules rules) {
        MemberTable table = new MemberTable();
        List<OpenApiCustomizer> steps =
                List.of(new DocumentedAnswers(rules::isOpen), new AnyJson(), table, new Examples(table));
        return api -> steps.forEach(step -> step.customise(api));
    }

    @Bean
    ModelConverter wireModels() {
        return new WireModels();
    }
}
