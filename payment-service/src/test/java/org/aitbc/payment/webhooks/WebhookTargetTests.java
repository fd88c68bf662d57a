package org.aitbc.payment.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.stream.Stream;
import org.aitbc.domain.error.Invalid;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookTargetTests {

    private static final WebhookSettings STRICT = WebhookTestSettings.strict(Duration.ofSeconds(1), "inside.example");

    /** Answers each name with the same addresses. */
    static DnsResolver names(String... addresses) {
        return new DnsResolver() {
            @Override
            public InetAddress[] resolve(String host) {
                return Stream.of(addresses).map(InetAddress::ofLiteral).toArray(InetAddress[]::new);
            }

            @Override
            public String resolveCanonicalHostname(String host) {
                return host;
            }
        };
    }

    private static void check(String url, String... addresses) {
        new Targets(STRICT, names(addresses)).check(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.0.0.1",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "127.9.9.9",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.192",
                "192.168.1.1",
                "198.18.0.1",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "fe80::1",
                "fc00::1",
                "fd00:ec2::254",
                "ff02::1",
                "64:ff9b::a00:1",
                "::ffff:10.0.0.1",
                "::ffff:127.0.0.1",
                "::7f00:1",
                "2002:7f00:1::",
                "2001:0:1::",
                "2001:db8::1",
                "fec0::1",
                "3fff::1"
            })
    void whatIsNotPublicIsRefused(String address) {
        assertThatThrownBy(() -> check("https://hooks.example/", address))
                .isInstanceOf(Invalid.class)
                .hasMessage("url: host must lead to public addresses only");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8",
                "1.1.1.1",
                "100.63.255.255",
                "100.128.0.0",
                "172.15.0.1",
                "172.32.0.1",
                "192.167.1.1",
                "223.255.255.255",
                "2606:4700::1111",
                "2a00:1450:4001::1"
            })
    void whatIsPublicIsNot(String address) {
        assertThatCode(() -> check("https://hooks.example/", address)).doesNotThrowAnyException();
    }

    @Test
    void oneBadAddressAmongGoodOnesIsEnough() {
        assertThatThrownBy(() -> check("https://hooks.example/", "8.8.8.8", "10.0.0.1"))
                .isInstanceOf(Invalid.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "134744072",
                "010.8.8.8",
                "08.8.8.8",
                "8.8.2056",
                "8.8",
                "0x8.8.8.8",
                "0x08080808",
                "8.8.8.8.",
                "8.8.8.256",
                "name.1"
            })
    void otherWaysToWriteAnAddressAreRefusedWhateverTheyMean(String host) {
        Targets targets = new Targets(STRICT, names("8.8.8.8"));
        assertThatThrownBy(() -> targets.check("http://" + host + "/")).isInstanceOf(Invalid.class);
        assertThatThrownBy(() -> targets.resolve(host)).isInstanceOf(UnknownHostException.class);
    }

    @Test
    void aMappedLiteralIsRefusedThoughItIsPublic() {
        assertThatThrownBy(() -> check("http://[::ffff:8.8.8.8]/", "8.8.8.8")).isInstanceOf(Invalid.class);
        assertThatCode(() -> check("http://8.8.8.8/", "8.8.8.8")).doesNotThrowAnyException();
        assertThatCode(() -> check("http://[2606:4700::1111]:8443/", "2606:4700::1111"))
                .doesNotThrowAnyException();
    }

    @Test
    void aNamedHostMayBeInside() {
        assertThatCode(() -> check("http://Inside.example/", "10.0.0.1")).doesNotThrowAnyException();
        assertThatThrownBy(() -> check("http://not.inside.example/", "10.0.0.1"))
                .isInstanceOf(Invalid.class);
    }

    @Test
    void backoffIsJitteredAndEnds() {
        assertThat(STRICT.waitAfter(1).orElseThrow()).isBetween(Duration.ofMillis(50), Duration.ofMillis(63));
        assertThat(STRICT.waitAfter(WebhookTestSettings.BACKOFF.size() + 1)).isEmpty();
    }
}
