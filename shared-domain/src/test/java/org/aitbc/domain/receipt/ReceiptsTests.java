package org.aitbc.domain.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ReceiptsTests {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String LEGACY = """
            {"version":"1.0","receipt_id":"00112233445566778899aabbccddeeff","job_id":"j1","provider":"miner-1",\
            "client":"client-1","status":"COMPLETED","units":1.5,"unit_type":"gpu_seconds","unit_price":0.02,"price":0.03,\
            "started_at":1700000000,"completed_at":1700000005,"metadata":{"job_payload":{"type":"inference",\
            "prompt":"h\u00e9llo"},"job_constraints":{},"result":{"output":"x","none":null},"metrics":{"duration_ms":1500}}}""";
    private static final SigningKey KEY = SigningKey.ofSeed("11".repeat(32));

    @Test
    void theLegacyTestVectorIsReproducedBitForBit() throws Exception {
        ObjectNode receipt = (ObjectNode) JSON.readTree(LEGACY);

        assertThat(CanonicalJson.text(receipt)).isEqualTo("""
                {"client":"client-1","completed_at":1700000005,"job_id":"j1","metadata":{"job_constraints":{},\
                "job_payload":{"prompt":"h\\u00e9llo","type":"inference"},"metrics":{"duration_ms":1500},\
                "result":{"output":"x"}},"price":0.03,"provider":"miner-1",\
                "receipt_id":"00112233445566778899aabbccddeeff","started_at":1700000000,"status":"COMPLETED",\
                "unit_price":0.02,"unit_type":"gpu_seconds","units":1.5,"version":"1.0"}""");
        assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(CanonicalJson.bytes(receipt))))
                .isEqualTo("e4285e4c9b6647e561727ac86120e647f6963977da63d46b68a2668fbe98bca5");
        Signature signature = KEY.sign(CanonicalJson.bytes(receipt));
        assertThat(signature.keyId()).isEqualTo("0EqyMnQrtKs6E2i9RhXk5tAiSrcaAWuvhSCjMsl3hzc");
        assertThat(signature.sig())
                .isEqualTo("WlCUzbIRrRwKAJrxs9Jgx_wTdNgf6AxxnfmE7Rq4au1YUG-nbPNzUeAAkjFo3EsRprFWDIAbKep5yjoK6U5fBQ");
    }

    @Test
    void aSignedReceiptHoldsAndAChangedOneDoesNot() {
        ObjectNode receipt = Receipts.signed((ObjectNode) JSON.readTree(LEGACY), KEY);
        assertThat(Receipts.flaw(receipt)).isEmpty();

        receipt.putArray("attestations").addObject().put("alg", "Ed25519");
        assertThat(Receipts.flaw(receipt)).as("attestations are not signed").isEmpty();

        receipt.put("price", 0.04);
        assertThat(Receipts.flaw(receipt)).contains("the signature is not this receipt's");
    }

    @Test
    void nonsenseIsAFlawAndNotAFailure() {
        assertThat(Receipts.flaw(JSON.readTree("[]"))).contains("not a receipt");
        assertThat(Receipts.flaw(JSON.readTree("{}"))).contains("no signature");
        assertThat(Receipts.flaw(JSON.readTree("{\"signature\":{\"alg\":\"Ed25519\",\"key_id\":\"\",\"sig\":\"%%\"}}")))
                .isPresent();
        ObjectNode otherAlgorithm = Receipts.signed((ObjectNode) JSON.readTree(LEGACY), KEY);
        ((ObjectNode) otherAlgorithm.get("signature")).put("alg", "RSA");
        assertThat(Receipts.flaw(otherAlgorithm)).isPresent();
    }

    @Test
    void theKeyIsMadeOnceAndKept(@TempDir Path folder) {
        Path file = folder.resolve("keys/receipt.key");
        SigningKey made = SigningKey.kept(file);
        assertThat(made.keyId()).hasSize(43);
        assertThat(SigningKey.kept(file).keyId()).isEqualTo(made.keyId());
        assertThat(SigningKey.kept(folder.resolve("another.key")).keyId()).isNotEqualTo(made.keyId());
        assertThat(file.getParent()).isDirectoryNotContaining("glob:**.new");
        assertThat(file).content().matches("[0-9a-f]{64}\n");
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void theKeyIsItsOwnersAlone(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("receipt.key");
        SigningKey.kept(file);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void aSeedHas64Digits() {
        assertThat(SigningKey.ofSeed(" " + "11".repeat(32) + "\n").keyId()).isEqualTo(KEY.keyId());
        assertThatThrownBy(() -> SigningKey.ofSeed("11".repeat(31))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aWorkerSignsAttemptJobAndResult() {
        ObjectNode result = JSON.createObjectNode().put("b", 1).put("a", "\u00e9");
        assertThat(Receipts.workerStatement("j1", 2, result))
                .asString()
                .isEqualTo("{\"attempt\":2,\"job_id\":\"j1\",\"result\":{\"a\":\"\\u00e9\",\"b\":1}}");
    }
}
