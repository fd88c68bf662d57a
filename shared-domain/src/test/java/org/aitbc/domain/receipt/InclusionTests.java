package org.aitbc.domain.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HexFormat;
import org.aitbc.domain.digest.Sha256;
import org.aitbc.domain.merkle.MerkleHash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class InclusionTests {

    private static final JsonMapper JSON = new JsonMapper();
    private static final JsonNode FIRST = JSON.readTree("{\"receipt_id\":\"a\",\"units\":1}");
    private static final JsonNode SECOND = JSON.readTree("{\"receipt_id\":\"b\",\"units\":2}");

    @Test
    void aReceiptIsWhereItsProofSays() {
        Inclusion proof = Inclusion.of(proof(1, 2, text(root()), text(leaf(FIRST))));

        assertThat(proof.holds(SECOND)).isTrue();
        assertThat(proof.holds(JSON.readTree("{\"units\":2,\"receipt_id\":\"b\"}")))
                .as("members in another order")
                .isTrue();
        assertThat(proof.holds(FIRST)).isFalse();
        assertThat(proof.chainId()).isEqualTo(31337);
        assertThat(proof.contract()).isEqualTo("0xc0");
    }

    @Test
    void theOnlyOneIsItsRoot() {
        Inclusion proof =
                Inclusion.of(JSON.readTree("{\"leaf_index\":0,\"tree_size\":1,\"root\":\"%s\",\"inclusion_path\":[]}"
                        .formatted(text(leaf(FIRST)))));

        assertThat(proof.holds(FIRST)).isTrue();
        assertThat(proof.holds(SECOND)).isFalse();
    }

    @Test
    void atAnotherPlaceOrInAnotherLogItDoesNotHold() {
        assertThat(Inclusion.of(proof(0, 2, text(root()), text(leaf(FIRST)))).holds(SECOND))
                .isFalse();
        assertThat(Inclusion.of(proof(1, 3, text(root()), text(leaf(FIRST)))).holds(SECOND))
                .isFalse();
        assertThat(Inclusion.of(proof(1, 2, text(leaf(SECOND)), text(leaf(FIRST))))
                        .holds(SECOND))
                .isFalse();
        assertThat(Inclusion.of(proof(1, 2, text(root()), text(leaf(SECOND)))).holds(SECOND))
                .isFalse();
    }

    @Test
    void whatIsNotAnchoredYetIsSaidSo() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Inclusion.of(JSON.readTree("{\"state\":\"pending\"}")))
                .withMessageContaining("not anchored yet");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"root\":5,\"inclusion_path\":[]}", "{\"root\":\"0x00\",\"inclusion_path\":{}}"})
    void whatIsNoProofIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Inclusion.of(JSON.readTree(text)))
                .withMessage("not a proof");
    }

    @Test
    void hashesAreReadBeforeTheyAreNeeded() {
        assertThatIllegalArgumentException().isThrownBy(() -> Inclusion.of(proof(1, 2, "0x00", text(leaf(FIRST)))));
        assertThatIllegalArgumentException().isThrownBy(() -> Inclusion.of(proof(1, 2, text(root()), "0x00")));
    }

    @Test
    void hashesMayComeWithoutTheirPrefix() {
        String digits = "ab".repeat(MerkleHash.LENGTH);

        assertThat(Inclusion.hash(digits))
                .isEqualTo(Inclusion.hash("0x" + digits))
                .hasSize(MerkleHash.LENGTH)
                .containsOnly(0xab);
        assertThatIllegalArgumentException().isThrownBy(() -> Inclusion.hash(digits + "00"));
        assertThatIllegalArgumentException().isThrownBy(() -> Inclusion.hash("zz" + digits.substring(2)));
    }

    private static JsonNode proof(long index, long size, String root, String beside) {
        return JSON.readTree("""
                {"leaf_index":%d,"tree_size":%d,"root":"%s","inclusion_path":["%s"],"chain_id":31337,"contract":"0xc0"}\
                """.formatted(index, size, root, beside));
    }

    private static byte[] root() {
        return MerkleHash.node(leaf(FIRST), leaf(SECOND));
    }

    private static byte[] leaf(JsonNode receipt) {
        return MerkleHash.leaf(Sha256.digest().digest(CanonicalJson.bytes(receipt)));
    }

    private static String text(byte[] hash) {
        return "0x" + HexFormat.of().formatHex(hash);
    }
}
