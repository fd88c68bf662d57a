package org.aitbc.gateway.pages;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.config.ResourceHandlerRegistry;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.webjars.WebJarVersionLocator;

/** Swagger UI as its webjar ships it, but for the file that tells it which services there are. */
@Configuration(proxyBeanMethods = false)
class DocsPages implements WebFluxConfigurer {

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        String version = new WebJarVersionLocator().version("swagger-ui");
        registry.addResourceHandler("/docs/**")
                .addResourceLocations(
                        "classpath:/org/aitbc/gateway/pages/",
                        "classpath:/META-INF/resources/webjars/swagger-ui/" + version + "/");
    }
}
