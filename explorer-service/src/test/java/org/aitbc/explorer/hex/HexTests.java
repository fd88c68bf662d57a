package org.aitbc.explorer.hex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.web3j.utils.Numeric;

class HexTests {

    @Property
    void bytesAreWrittenAsOthersWriteThemAndComeBack(@ForAll byte[] bytes) {
        String text = Hex.of(bytes);
        assertThat(text).isEqualTo(Numeric.toHexString(bytes));
        assertThat(Hex.bytes(text)).isEqualTo(bytes);
        assertThat(Hex.bytes(text.substring(2).toUpperCase(Locale.ROOT))).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0x0", "0xzz", "0x 0", "0x0x00"})
    void nonsenseIsNoBytes(String text) {
        assertThatThrownBy(() -> Hex.bytes(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void peopleMayLeaveOutThePrefixAndShout() {
        assertThat(Hex.hash(" 0X" + "AB".repeat(32))).contains("ab".repeat(32));
        assertThat(Hex.hash("ab".repeat(31))).isEmpty();
        assertThat(Hex.address("cd".repeat(20))).contains("cd".repeat(20));
        assertThat(Hex.address("0x" + "cd".repeat(21))).isEmpty();
    }
}
