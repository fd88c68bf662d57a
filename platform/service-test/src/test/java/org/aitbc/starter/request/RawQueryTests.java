package org.aitbc.starter.request;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A query as clients of the old suite write it. */
class RawQueryTests {

    @Test
    void whatShouldHaveBeenEncodedIsTakenAsItIs() throws IOException {
        try (ServletWebServerApplicationContext service =
                (ServletWebServerApplicationContext) new SpringApplicationBuilder(Service.class)
                        .run("--server.port=0", "--spring.config.import=classpath:service-starter.yml")) {
            int port = Objects.requireNonNull(service.getWebServer()).getPort();
            assertThat(answer(port, "/?q[]={\"a\":[1|2]}<^`\\>"))
                    .startsWith("HTTP/1.1 200")
                    .endsWith("{\"a\":[1|2]}<^`\\>");
        }
    }

    private static String answer(int port, String uri) throws IOException {
        try (Socket socket = new Socket("localhost", port)) {
            socket.getOutputStream()
                    .write(("GET " + uri + " HTTP/1.1\r\nHost: me\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(TomcatServletWebServerAutoConfiguration.class)
    static class Service {

        @Bean
        ServletRegistrationBean<Echo> echo() {
            return new ServletRegistrationBean<>(new Echo(), "/");
        }
    }

    static final class Echo extends HttpServlet {

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            String q = Objects.requireNonNull(request.getParameter("q[]"));
            response.setContentLength(q.length());
            response.getWriter().write(q);
        }
    }
}
