package org.aitbc.worker.receipt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.aitbc.domain.receipt.Receipts;
import org.aitbc.worker.gateway.Gateway;
import org.aitbc.worker.gateway.Refused;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code verify}: check a receipt without trusting who sent it. */
@Command(
        name = "verify",
        description = "Check a receipt's signature; with --gateway also that the gateway publishes the key.")
public final class VerifyCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "RECEIPT.json", description = "file with the receipt")
    private Path file = Path.of("");

    @Option(names = "--gateway", paramLabel = "URL", description = "asks this gateway for its receipt keys")
    private @Nullable String gateway;

    @Override
    public Integer call() throws InterruptedException {
        Optional<String> flaw = flaw();
        if (spec != null) {
            spec.commandLine()
                    .getOut()
                    .println(flaw.map(why -> "NOT verified: " + why).orElse("signature verified"));
        }
        return flaw.isPresent() ? 1 : 0;
    }

    private Optional<String> flaw() throws InterruptedException {
        try {
            JsonNode receipt = new JsonMapper().readTree(Files.readString(file));
            Optional<String> flaw = Receipts.flaw(receipt);
            return flaw.isPresent() || gateway == null ? flaw : unpublished(gateway, receipt);
        } catch (IOException | JacksonException e) {
            return Optional.of("cannot read " + file + ": " + e.getMessage());
        }
    }

    private static Optional<String> unpublished(String url, JsonNode receipt) throws InterruptedException {
        String keyId = receipt.path("signature").path("key_id").asString("");
        try (Gateway connection = new Gateway(url, "", "")) {
            return connection
                            .get("/v1/receipts/keys")
                            .path("keys")
                            .valueStream()
                            .anyMatch(key -> key.path("key_id").asString("").equals(keyId))
                    ? Optional.empty()
                    : Optional.of("the gateway does not publish the key " + keyId);
        } catch (IOException | Refused e) {
            return Optional.of("the gateway's keys cannot be read: " + e);
        }
    }
}
