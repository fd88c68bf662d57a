package org.aitbc.ai.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.aitbc.ai.AiTest;
import org.aitbc.domain.error.PaymentRequired;
import org.aitbc.domain.error.Unavailable;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.payment.JobEscrows;
import org.aitbc.domain.payment.JobEscrows.JobPrice;
import org.aitbc.domain.payment.JobEscrows.Order;
import org.aitbc.servicetest.Tokens;
import org.aitbc.starter.service.ServiceClients;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;
import tools.jackson.databind.JsonNode;

class PaymentClientTests extends AiTest {

    private static final UUID JOB = UUID.fromString("01234567-89ab-7def-8123-456789abcdef");
    private static final Order ORDER = new Order(
            "client-1",
            List.of(new JobPrice(JOB, new BigDecimal("1.5"), "AITBC", 900), new JobPrice(JOB, null, "ETH", 1)));

    @Autowired
    private ServiceClients clients;

    private HttpServer server;
    private JobEscrows payments;
    private volatile int status = 200;
    private volatile String answer = "";
    private volatile String asked = "";
    private volatile String token = "";
    private volatile JsonNode body = JSON.nullNode();

    @BeforeEach
    void aPaymentService() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            token = exchange.getRequestHeaders().getFirst("Authorization");
            body = JSON.readTree(exchange.getRequestBody());
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders()
                    .add("Content-Type", status == 200 ? "application/json" : "application/problem+json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        RestClient.Builder client = RestClient.builder();
        clients.configure(
                client,
                "payment-service",
                "http://localhost:" + server.getAddress().getPort());
        payments = HttpServiceProxyFactory.builderFor(RestClientAdapter.create(client.build()))
                .build()
                .createClient(JobEscrows.class);
    }

    @AfterEach
    void noPaymentService() {
        server.stop(0);
    }

    @Test
    void moneyIsAskedForInTheNameOfThisService() throws Exception {
        UUID payment = UUID.fromString("11234567-89ab-7def-8123-456789abcdef");
        answer = "{\"payments\":[\"" + Ids.text(payment) + "\",null]}";

        assertThat(payments.hold(ORDER).payments()).isEqualTo(Arrays.asList(payment, null));

        assertThat(asked).isEqualTo("POST /internal/escrows");
        assertThat(body).isEqualTo(JSON.readTree("""
                {"payer":"client-1","jobs":[
                  {"job_id":"%1$s","amount":1.5,"currency":"AITBC","ttl_seconds":900},
                  {"job_id":"%1$s","amount":null,"currency":"ETH","ttl_seconds":1}]}""".formatted(Ids.text(JOB))));
        SignedJWT bearer = SignedJWT.parse(token.substring("Bearer ".length()));
        assertThat(bearer.verify(new MACVerifier(Tokens.SECRET))).isTrue();
        assertThat(bearer.getJWTClaimsSet().getSubject()).isEqualTo("ai-service");
        assertThat(bearer.getJWTClaimsSet().getAudience()).containsExactly("payment-service");
        assertThat(bearer.getJWTClaimsSet().getStringClaim("role")).isEqualTo("service");
    }

    @Test
    void aRefusalComesThroughWithItsCode() {
        status = 402;
        answer = "{\"status\":402,\"detail\":\"1 of 5 AITBC are there\",\"code\":\"INSUFFICIENT_BALANCE\"}";

        assertThatThrownBy(() -> payments.hold(ORDER))
                .isInstanceOfSatisfying(
                        PaymentRequired.class, fact -> assertThat(fact.code()).isEqualTo("INSUFFICIENT_BALANCE"))
                .hasMessage("1 of 5 AITBC are there");
    }

    @Test
    void failuresAreUnavailable() {
        status = 500;
        assertThatThrownBy(() -> payments.hold(ORDER)).isInstanceOf(Unavailable.class);
        server.stop(0);
        assertThatThrownBy(() -> payments.hold(ORDER)).isInstanceOf(Unavailable.class);
    }
}
