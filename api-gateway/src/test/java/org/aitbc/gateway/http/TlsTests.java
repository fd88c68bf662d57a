package org.aitbc.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.aitbc.gateway.GatewayTest;
import org.aitbc.gateway.Network;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import reactor.core.publisher.Mono;
import reactor.netty.http.Http11SslContextSpec;
import reactor.netty.http.Http2SslContextSpec;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;

/** A gateway with a certificate, set as docs/ops tells. */
@GatewayTest
@TestPropertySource(properties = {"server.ssl.bundle=gateway", "server.http2.enabled=true"})
class TlsTests {

    private static final String PASSWORD = "of the tests";

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void certificate(DynamicPropertyRegistry properties) throws IOException, InterruptedException {
        Path store = Files.createTempDirectory("gateway").resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "gateway",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        store.toString())
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        String bundle = "spring.ssl.bundle.jks.gateway.keystore.";
        properties.add(bundle + "location", store::toString);
        properties.add(bundle + "password", () -> PASSWORD);
    }

    @ParameterizedTest
    @CsvSource({"HTTP11, HTTP/1.1", "H2, HTTP/2.0"})
    void bothVersionsAreSpokenOnOnePort(HttpProtocol protocol, String version) {
        String answered = client(protocol)
                .headers(headers -> headers.set("X-Api-Key", Network.CLIENT_KEY))
                .post()
                .uri("https://localhost:" + port + "/v1/jobs")
                .send((request, out) -> out.sendString(Mono.just("hello")))
                .responseSingle((answer, body) -> body.asString().map(text -> answer.version() + " " + text))
                .block(Duration.ofSeconds(10));
        assertThat(answered).startsWith(version).contains("\"size\":5").doesNotContain("x-http2-");
    }

    @ParameterizedTest
    @CsvSource({"HTTP11", "H2"})
    void refusalsSayWhy(HttpProtocol protocol) {
        String answered = client(protocol)
                .get()
                .uri("https://localhost:" + port + "/v1/jobs")
                .responseSingle((answer, body) -> body.asString())
                .block(Duration.ofSeconds(10));
        assertThat(answered).contains("\"status\":401");
    }

    private static HttpClient client(HttpProtocol protocol) {
        return HttpClient.newConnection()
                .protocol(protocol)
                .secure(tls -> tls.sslContext(
                        protocol == HttpProtocol.H2
                                ? Http2SslContextSpec.forClient()
                                        .configure(
                                                context -> context.trustManager(InsecureTrustManagerFactory.INSTANCE))
                                : Http11SslContextSpec.forClient()
                                        .configure(context ->
                                                context.trustManager(InsecureTrustManagerFactory.INSTANCE))));
    }
}
