package org.aitbc.explorer.crosschain.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class BridgeSettingsTests {

    private static final String TOKEN = "aitbc.cross-chain.tokens[0].";
    private static final String ADDRESS = "0x00000000000000000000000000000000000000BB";

    private final Map<String, String> properties = new HashMap<>(Map.of(
            "aitbc.cross-chain.bridge-fee",
            "0.003",
            "aitbc.cross-chain.sweep",
            "500ms",
            "aitbc.cross-chain.slack",
            "60s",
            TOKEN + "symbol",
            "AITBC",
            TOKEN + "network-fee",
            "0.5",
            TOKEN + "addresses.1",
            ADDRESS,
            TOKEN + "addresses.10",
            ""));

    @Test
    void aTokenIsWhereItHasAnAddress() {
        assertThat(bound().tokens())
                .singleElement()
                .satisfies(token ->
                        assertThat(token.addresses()).containsOnly(Map.entry(1L, ADDRESS.toLowerCase(Locale.ROOT))));
    }

    @Test
    void aTokenWithoutANetworkFeeIsRefused() {
        properties.remove(TOKEN + "network-fee");

        assertThatThrownBy(this::bound)
                .isInstanceOf(BindException.class)
                .rootCause()
                .hasMessageContaining("network-fee");
    }

    @Test
    void aTokenWithAnAddressThatIsNoneIsRefused() {
        properties.put(TOKEN + "addresses.10", "0x12");

        assertThatThrownBy(this::bound)
                .isInstanceOf(BindException.class)
                .rootCause()
                .hasMessageContaining("addresses");
    }

    private BridgeSettings bound() {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bind("aitbc.cross-chain", BridgeSettings.class)
                .get();
    }
}
