package org.aitbc.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.aitbc.domain.identity.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentKeysTests {

    private static final String ONE = "0123456789abcdef";
    private static final String TWO = "fedcba9876543210";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"0123456789abcdef\",\"fedcba9876543210\"]",
                "0123456789abcdef,fedcba9876543210",
                " 0123456789abcdef , fedcba9876543210, "
            })
    void areAJsonArrayOrCommaSeparated(String text) {
        EnvironmentKeys keys = new EnvironmentKeys(text, ONE, "");
        assertThat(keys.byRole().get(Role.CLIENT)).containsExactly(ONE, TWO);
        assertThat(keys.byRole().get(Role.MINER)).containsExactly(ONE);
        assertThat(keys.byRole().get(Role.ADMIN)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "0123456789abcdef,short", "[\"short\"]", "${MINER_API_KEYS}", "[1", "[{}]"})
    void aKeyThatIsNoneIsToldByItsVariable(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EnvironmentKeys("", text, ""))
                .withMessageContaining("MINER_API_KEYS");
    }

    @Test
    void theMessageKeepsTheKeySecret() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EnvironmentKeys("tooshort", "", ""))
                .withMessageNotContaining("tooshort");
    }
}
