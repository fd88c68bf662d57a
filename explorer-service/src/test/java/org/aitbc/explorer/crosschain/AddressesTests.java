package org.aitbc.explorer.crosschain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.aitbc.domain.error.Invalid;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTests {

    /** The second is an example of EIP-55. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed",
                "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
                "0x5AAEB6053F3E94C9B9A09F33669435E7EF1BEAED"
            })
    void anAddressIsTakenInOneCaseOrWithItsChecksum(String address) {
        assertThat(Addresses.checked("to", address)).isEqualTo("0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "A",
                "0X",
                "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beae",
                "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD",
                "5aaeb6053f3e94c9b9a09f33669435e7ef1beaed"
            })
    void whatIsNoneOrMistypedIsInvalid(String address) {
        assertThatThrownBy(() -> Addresses.checked("to", address)).isInstanceOf(Invalid.class);
    }
}
