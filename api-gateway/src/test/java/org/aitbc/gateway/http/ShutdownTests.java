package org.aitbc.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.aitbc.gateway.GatewayApplication;
import org.aitbc.gateway.Network;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.RestClient;

class ShutdownTests {

    /** Otherwise it would be 15 s: nothing waits for looks at a service that is dead. */
    private static final Duration SOON = Duration.ofSeconds(10);

    @Test
    void isNotHeldUpByADeadService() {
        ConfigurableApplicationContext gateway = new SpringApplicationBuilder(GatewayApplication.class)
                .properties(
                        "spring.config.name=api-gateway",
                        "AITBC_GATEWAY_PORT=0",
                        "AITBC_EXPLORER_SERVICE_URL=http://localhost:1",
                        "AITBC_DB_URL=jdbc:postgresql://localhost:1/aitbc",
                        "AITBC_TOKEN_SECRET=" + Network.SECRET)
                .run();
        String port = gateway.getEnvironment().getProperty("local.server.port");
        RestClient client = RestClient.builder()
                .requestFactory(new SimpleClientHttpRequestFactory())
                .baseUrl("http://localhost:" + port)
                .build();
        assertThatThrownBy(
                        () -> client.get().uri("/v1/explorer/blocks").retrieve().toBodilessEntity())
                .isInstanceOf(HttpServerErrorException.ServiceUnavailable.class);

        long before = System.nanoTime();
        gateway.close();

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(SOON);
    }
}
