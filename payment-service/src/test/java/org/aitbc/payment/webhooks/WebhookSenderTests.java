package org.aitbc.payment.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.aitbc.domain.id.Ids;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class WebhookSenderTests {

    private static final Secret SECRET = new Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

    private Receiver receiver;

    @BeforeEach
    void open() throws IOException {
        receiver = new Receiver();
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    private static Claim claim(String url) {
        return new Claim(Ids.next(), Ids.next(), Ids.next(), url, "{}", 1, List.of(SECRET));
    }

    private static Answer send(WebhookSettings settings, DnsResolver names, String url) throws Exception {
        Sender sender = new Sender(settings, new Targets(settings, names));
        try {
            return sender.send(claim(url));
        } finally {
            sender.destroy();
        }
    }

    private Answer send(Duration timeout, String path) throws Exception {
        WebhookSettings settings = WebhookTestSettings.strict(timeout, "localhost");
        return send(settings, SystemDefaultDnsResolver.INSTANCE, receiver.url(path));
    }

    /** The example of the Standard Webhooks libraries. */
    @Test
    void signsAsTheStandardSays() {
        assertThat(SECRET.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, "{\"test\": 2432232314}"))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void aNameThatLeadsInsideTheSecondTimeIsNotFollowed() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        DnsResolver rebinding = new DnsResolver() {
            @Override
            public InetAddress[] resolve(String host) {
                return new InetAddress[] {InetAddress.ofLiteral(looks.incrementAndGet() == 1 ? "8.8.8.8" : "127.0.0.1")
                };
            }

            @Override
            public String resolveCanonicalHostname(String host) {
                return host;
            }
        };
        WebhookSettings settings = WebhookTestSettings.strict(Duration.ofSeconds(5));
        String url = "http://hooks.example:" + receiver.port() + "/mine";
        assertThatCode(() -> new Targets(settings, rebinding).check(url)).doesNotThrowAnyException();
        Answer answer = send(settings, rebinding, url);
        assertThat(answer.error()).contains("public addresses only");
        assertThat(looks).hasValue(2);
        assertThat(receiver.at("/mine")).isEmpty();
    }

    /** A literal is no name, but it goes through the same check. */
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "localhost", "2130706433", "0177.0.0.1"})
    void aPrivateAddressIsNotConnectedTo(String host) throws Exception {
        String url = "http://" + host + ":" + receiver.port() + "/mine";
        Answer answer = send(WebhookTestSettings.strict(Duration.ofSeconds(5)), SystemDefaultDnsResolver.INSTANCE, url);
        assertThat(answer.status()).isNull();
        assertThat(answer.error()).isNotNull();
        assertThat(receiver.at("/mine")).isEmpty();
    }

    @Test
    void anErrorTellsNothingOfTheInside() throws Exception {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        WebhookSettings settings = WebhookTestSettings.strict(Duration.ofSeconds(5), "127.0.0.1");
        Answer refused = send(settings, SystemDefaultDnsResolver.INSTANCE, "http://127.0.0.1:" + closed);
        assertThat(refused.error()).isEqualTo("the connection was refused");
    }

    @Test
    void aNameIsGivenUpOnInTime() throws Exception {
        DnsResolver slow = new DnsResolver() {
            @Override
            public InetAddress[] resolve(String host) throws UnknownHostException {
                try {
                    Thread.sleep(Duration.ofMinutes(1));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                throw new UnknownHostException(host);
            }

            @Override
            public String resolveCanonicalHostname(String host) {
                return host;
            }
        };
        Answer answer = send(WebhookTestSettings.strict(Duration.ofMillis(200)), slow, "https://hooks.example/");
        assertThat(answer.error()).startsWith("no answer within");
    }

    @Test
    void anAnswerThatTricklesIsGivenUpOnInTime() throws Exception {
        receiver.answers("/mine", (exchange, _) -> {
            exchange.sendResponseHeaders(200, 0);
            while (true) {
                exchange.getResponseBody().write('.');
                exchange.getResponseBody().flush();
                Thread.sleep(50);
            }
        });
        assertThat(send(Duration.ofMillis(500), "/mine").error()).startsWith("no answer within");
    }

    @Test
    void anAnswerWithoutEndIsReadToALimit() throws Exception {
        byte[] much = "x".repeat(8_192).getBytes(StandardCharsets.UTF_8);
        AtomicInteger written = new AtomicInteger();
        receiver.answers("/mine", (exchange, _) -> {
            exchange.sendResponseHeaders(200, 0);
            while (true) {
                exchange.getResponseBody().write(much);
                written.incrementAndGet();
            }
        });
        Answer answer = send(Duration.ofSeconds(15), "/mine");
        assertThat(answer.isTaken()).isTrue();
        assertThat(answer.text()).hasSize(2_048);
        assertThat(written.get()).isLessThan(4_096);
    }

    @Test
    void headersWithoutEndAreRefused() throws Exception {
        receiver.answers("/mine", (exchange, _) -> {
            exchange.getResponseHeaders().set("X-Long", "x".repeat(100_000));
            exchange.sendResponseHeaders(200, -1);
        });
        assertThat(send(Duration.ofSeconds(5), "/mine").error()).isNotNull();
    }

    @Test
    void aSecretIsNotInLogs() {
        assertThat(claim("http://localhost").toString()).doesNotContain("MfKQ9");
    }
}
