package org.aitbc.starter.admission;

import com.sun.management.UnixOperatingSystemMXBean;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.lang.management.ManagementFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import tools.jackson.databind.json.JsonMapper;

/** A service admits as many connections and requests as its heap holds, and asks the others to try again. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(AdmissionSettings.class)
public class AdmissionAutoConfiguration {

    @Bean
    ConcurrencyLimiter concurrencyLimiter(AdmissionSettings settings) {
        return new ConcurrencyLimiter(Runtime.getRuntime().maxMemory(), files(), settings);
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> smallConnections(ConcurrencyLimiter limiter) {
        return server -> {
            server.setProtocol(SmallBufferProtocol.class.getName());
            server.addConnectorCustomizers(
                    connector -> connector.setProperty("maxConnections", String.valueOf(limiter.connections())));
        };
    }

    @Bean
    FilterRegistrationBean<AdmissionFilter> admissionFilter(ConcurrencyLimiter limiter, JsonMapper json) {
        FilterRegistrationBean<AdmissionFilter> filter =
                new FilterRegistrationBean<>(new AdmissionFilter(limiter, json));
        // right behind the one that gives each request its id
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        return filter;
    }

    @Bean
    MeterBinder admissionMeters(ConcurrencyLimiter limiter) {
        return meters -> {
            Gauge.builder("aitbc.requests.taken", limiter, ConcurrencyLimiter::admitted)
                    .description("Requests in progress")
                    .register(meters);
            Gauge.builder("aitbc.requests.room", limiter, ConcurrencyLimiter::requests)
                    .description("Requests that may be in progress at once")
                    .register(meters);
        };
    }

    private static long files() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : Long.MAX_VALUE;
    }
}
