package org.aitbc.starter.admission;

import jakarta.servlet.http.HttpServlet;
import java.util.Objects;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A service with nothing but admission control and one servlet for all paths. */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({
    TomcatServletWebServerAutoConfiguration.class,
    JacksonAutoConfiguration.class,
    AdmissionAutoConfiguration.class
})
class AdmittedServlet {

    static ServletWebServerApplicationContext start(Class<? extends HttpServlet> servlet, String... arguments) {
        return (ServletWebServerApplicationContext)
                new SpringApplicationBuilder(AdmittedServlet.class, servlet).run(arguments);
    }

    static int port(ServletWebServerApplicationContext service) {
        return Objects.requireNonNull(service.getWebServer()).getPort();
    }

    @Bean
    ServletRegistrationBean<HttpServlet> everything(HttpServlet servlet) {
        ServletRegistrationBean<HttpServlet> all = new ServletRegistrationBean<>(servlet, "/");
        all.setAsyncSupported(true);
        return all;
    }
}
