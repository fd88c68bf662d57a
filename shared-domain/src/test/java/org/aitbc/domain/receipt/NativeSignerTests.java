package org.aitbc.domain.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.condition.OS.LINUX;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NativeSignerTests {

    private static final HexFormat HEX = HexFormat.of();

    @Test
    @EnabledOnOs(value = LINUX, architectures = "amd64")
    void theLibraryLoadsWhereItIsBuiltFor() {
        assertThat(NativeSigner.of(new byte[32])).isNotNull();
    }

    /** RFC 8032, section 7.1, test 3. */
    @Test
    void signsAsTheStandardShows() {
        SigningKey key = SigningKey.ofSeed("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7");

        String signed = key.sign(HEX.parseHex("af82")).sig();

        assertThat(HEX.formatHex(Base64.getUrlDecoder().decode(signed)))
                .isEqualTo("6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
                        + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a");
    }

    @ParameterizedTest
    @ValueSource(ints = {NativeSigner.LONGEST, NativeSigner.LONGEST + 1})
    void longMessagesAreSignedAsWell(int length) {
        SigningKey key = SigningKey.ofSeed("00".repeat(32));

        assertThat(SigningKey.verify(key.sign(new byte[length]), new byte[length]))
                .isTrue();
    }

    @Property(tries = 200)
    void bothWaysMakeTheSameSignature(@ForAll @Size(32) byte[] seed, @ForAll String message) {
        SigningKey key = SigningKey.ofSeed(HEX.formatHex(seed));
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);

        Signature signed = key.sign(bytes);

        assertThat(Base64.getUrlDecoder().decode(signed.sig())).isEqualTo(key.signedInJava(bytes));
        assertThat(SigningKey.verify(signed, bytes)).isTrue();
    }
}
