package org.aitbc.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.aitbc.gateway.GatewayTest;
import org.aitbc.gateway.Network;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** A gateway with a certificate that it signed itself, set as docs/ops tells. */
@GatewayTest
@TestPropertySource(properties = {"server.ssl.bundle=gateway", "server.http2.enabled=true"})
class TlsTests {

    private static final String PASSWORD = "of the tests";
    private static final Path STORE = store();

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void certificate(DynamicPropertyRegistry properties) {
        String bundle = "spring.ssl.bundle.jks.gateway.keystore.";
        properties.add(bundle + "location", STORE::toString);
        properties.add(bundle + "password", () -> PASSWORD);
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
    void bothVersionsAreSpokenOnOnePort(HttpClient.Version version) throws Exception {
        HttpResponse<String> answer = post(version, Network.CLIENT_KEY);
        assertThat(answer.version()).isEqualTo(version);
        assertThat(answer.body()).contains("\"size\":5").doesNotContain("x-http2-");
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
    void refusalsSayWhy(HttpClient.Version version) throws Exception {
        HttpResponse<String> answer = post(version, "nobody's");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("AUTHENTICATION_ERROR");
    }

    private HttpResponse<String> post(HttpClient.Version version, String key) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/v1/jobs"))
                .version(version)
                .header("X-Api-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString("hello"))
                .build();
        try (HttpClient client =
                HttpClient.newBuilder().sslContext(trusting(STORE)).build()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    private static SSLContext trusting(Path store) throws GeneralSecurityException, IOException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray()));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static Path store() {
        try {
            Path store = Files.createTempDirectory("gateway").resolve("keys.p12");
            String keytool =
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
            String command = "-genkeypair -alias gateway -keyalg EC -dname CN=localhost -ext san=dns:localhost"
                    + " -storetype PKCS12 -keystore " + store + " -storepass:env STORE_PASSWORD";
            ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", "exec \"" + keytool + "\" " + command);
            builder.environment().put("STORE_PASSWORD", PASSWORD);
            assertThat(builder.inheritIO().start().waitFor()).isZero();
            return store;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
