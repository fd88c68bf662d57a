package org.aitbc.starter.hot;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.validation.Validator;
import java.util.stream.Collectors;
import org.aitbc.starter.caller.TokenCallers;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.http.HttpMethod;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.servlet.HandlerExceptionResolver;
import tools.jackson.databind.json.JsonMapper;

/** Lets a service name its hot calls, as beans. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
public class HotAutoConfiguration {

    /** Filters are made before the rest of a service, so what this one needs is looked up by its first request. */
    @Bean
    FilterRegistrationBean<HotCalls> hotCalls(
            ObjectProvider<HotCall<?>> calls,
            ObjectProvider<TokenCallers> callers,
            @Qualifier("handlerExceptionResolver") ObjectProvider<HandlerExceptionResolver> problems,
            ObjectProvider<JsonMapper> json,
            @Qualifier("defaultValidator") ObjectProvider<Validator> validator,
            ObjectProvider<MeterRegistry> meters) {
        FilterRegistrationBean<HotCalls> filter =
                new FilterRegistrationBean<>(new HotCalls(SingletonSupplier.of(() -> new HotCalls.Parts(
                        calls.stream()
                                .map(call -> new HotRoute<>(
                                        call,
                                        callers.getObject().admitted(HttpMethod.POST, call.path()),
                                        json.getObject(),
                                        validator.getObject(),
                                        meters.getObject()))
                                .collect(Collectors.toUnmodifiableList()),
                        callers.getObject(),
                        problems.getObject()))));
        // behind those that give each request its id and its place
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 2);
        return filter;
    }
}
