package org.aitbc.worker.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.aitbc.domain.receipt.Receipts;
import org.aitbc.domain.receipt.SigningKey;
import org.aitbc.worker.FakeGateway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.node.ObjectNode;

class VerifyCommandTests {

    private final StringWriter out = new StringWriter();

    @TempDir
    Path folder;

    @Test
    void aGoodReceiptVerifiesAndATamperedOneDoesNot() throws Exception {
        ObjectNode receipt = receipt(FakeGateway.KEY);
        assertThat(verify(receipt.toString())).isZero();
        assertThat(out.toString()).isEqualToIgnoringNewLines("signature verified");

        receipt.put("price", 0.04);
        assertThat(verify(receipt.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("NOT verified: the signature is not this receipt's");
    }

    @Test
    void aReceiptWithoutItsPrivatePartsIsCalledRedactedAndNotForged() throws Exception {
        ObjectNode redacted = Receipts.redacted(receipt(FakeGateway.KEY), Set.of("price"));

        assertThat(verify(redacted.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("NOT verified: redacted").doesNotContain("not this receipt's");
    }

    @Test
    void whatIsNoReceiptDoesNotVerify() throws Exception {
        assertThat(verify("not json")).isEqualTo(1);
        assertThat(verify("{}")).isEqualTo(1);
        assertThat(execute(folder.resolve("absent").toString())).isEqualTo(1);
        assertThat(out.toString()).contains("cannot read", "no signature");
    }

    @Test
    void theGatewayMustPublishTheKeyWhenItIsAsked() throws Exception {
        try (FakeGateway gateway = new FakeGateway()) {
            Path file = folder.resolve("receipt.json");
            Files.writeString(file, receipt(FakeGateway.KEY).toString());
            assertThat(execute(file.toString(), "--gateway", gateway.url())).isZero();

            Files.writeString(file, receipt(SigningKey.ofSeed("44".repeat(32))).toString());
            assertThat(execute(file.toString())).as("its signature holds").isZero();
            assertThat(execute(file.toString(), "--gateway", gateway.url())).isEqualTo(1);
            assertThat(out.toString()).contains("the gateway does not publish the key");
        }
    }

    private static ObjectNode receipt(SigningKey key) {
        return Receipts.signed(
                FakeGateway.JSON.createObjectNode().put("receipt_id", "r-1").put("price", 0.03), key);
    }

    private int verify(String content) throws Exception {
        Path file = folder.resolve("receipt.json");
        Files.writeString(file, content);
        return execute(file.toString());
    }

    private int execute(String... arguments) {
        return new CommandLine(new VerifyCommand())
                .setOut(new PrintWriter(out, true))
                .execute(arguments);
    }
}
