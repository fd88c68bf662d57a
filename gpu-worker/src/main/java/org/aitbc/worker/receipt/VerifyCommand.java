package org.aitbc.worker.receipt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.aitbc.domain.receipt.Inclusion;
import org.aitbc.domain.receipt.Receipts;
import org.aitbc.worker.gateway.Gateway;
import org.aitbc.worker.gateway.Refused;
import org.aitbc.worker.options.HttpUrl;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code verify}: check a receipt without trusting its sender. */
@Command(
        name = "verify",
        description = {
            "Check a receipt's signature; with --gateway also that the gateway publishes the key.",
            "With --proof, --rpc or --root also that it is in the log whose roots are on the chain;",
            "with --size too, that the log was not rewritten since a root of that size, or up to it."
        })
public final class VerifyCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "RECEIPT.json", description = "file with the receipt")
    private Path file = Path.of("");

    @Option(
            names = "--gateway",
            paramLabel = "URL",
            converter = HttpUrl.class,
            description = "asks this gateway for its receipt keys, and for the proof where no file has it")
    private @Nullable String gateway;

    @Option(names = "--proof", paramLabel = "PROOF.json", description = "file with the receipt's inclusion proof")
    private @Nullable Path proofFile;

    @Option(
            names = "--rpc",
            paramLabel = "URL",
            converter = HttpUrl.class,
            description = "asks this Ethereum node for the root")
    private @Nullable String rpc;

    @Option(
            names = "--contract",
            paramLabel = "ADDRESS",
            description =
                    "the ReceiptAnchor contract to ask; the proof's where not given, which is only as good as the proof")
    private @Nullable String contract;

    @Option(
            names = "--root",
            paramLabel = "HEX",
            description = "a root that was saved before, to check against offline")
    private @Nullable String root;

    @Option(
            names = "--size",
            paramLabel = "N",
            description = {
                "how many receipts the saved root is of; as many as the proof's where not given.",
                "Of another size, a consistency proof must show that one log begins with the other."
            })
    private @Nullable Long size;

    @Option(
            names = "--consistency",
            paramLabel = "PROOF.json",
            description = "file with that consistency proof; the gateway is asked where not given")
    private @Nullable Path consistencyFile;

    @Override
    public Integer call() throws InterruptedException {
        try {
            JsonNode receipt = read(file);
            signature(receipt);
            if (proofFile != null || rpc != null || root != null) {
                anchored(receipt);
            }
            return 0;
        } catch (Flaw flaw) {
            say("NOT verified: " + flaw.getMessage());
            return 1;
        }
    }

    private void signature(JsonNode receipt) throws Flaw, InterruptedException {
        Optional<String> flaw = Receipts.flaw(receipt);
        if (flaw.isPresent()) {
            throw new Flaw(flaw.get());
        }
        String keyId = receipt.path("signature").path("key_id").asString("");
        if (gateway != null
                && ask(gateway, "/v1/receipts/keys")
                        .path("keys")
                        .valueStream()
                        .noneMatch(key -> key.path("key_id").asString("").equals(keyId))) {
            throw new Flaw("the gateway does not publish the key " + keyId);
        }
        say("signature verified");
    }

    private void anchored(JsonNode receipt) throws Flaw, InterruptedException {
        Inclusion proof = proof(receipt);
        if (!proof.holds(receipt)) {
            throw new Flaw("the proof is not this receipt's");
        }
        say("inclusion verified: receipt " + proof.index() + " of the first " + proof.size());
        if (root != null) {
            saved(proof, root);
        }
        if (rpc != null) {
            onChain(proof, rpc);
        }
        if (root == null && rpc == null) {
            say("root NOT checked, since neither --rpc nor --root is given: " + proof.root());
        }
    }

    private Inclusion proof(JsonNode receipt) throws Flaw, InterruptedException {
        try {
            if (proofFile != null) {
                return Inclusion.of(read(proofFile));
            }
            if (gateway == null) {
                throw new Flaw("there is no proof: give --proof or --gateway");
            }
            String id = receipt.path("receipt_id").asString("");
            if (!id.matches("[0-9a-zA-Z-]{1,64}")) {
                throw new Flaw("the receipt has no id to ask by");
            }
            return Inclusion.of(ask(gateway, "/v1/receipts/" + id + "/proof"));
        } catch (IllegalArgumentException e) {
            throw new Flaw("no proof: " + e.getMessage());
        }
    }

    private void saved(Inclusion proof, String saved) throws Flaw, InterruptedException {
        SavedRoot other = SavedRoot.of(saved, size == null ? proof.size() : size);
        say("root verified: " + other.check(proof, this::consistency));
    }

    private JsonNode consistency(long from, long to) throws Flaw, InterruptedException {
        if (consistencyFile != null) {
            return read(consistencyFile);
        }
        if (gateway == null) {
            throw new Flaw("the saved root and the proof's are of " + from + " and " + to
                    + " receipts: give --consistency or --gateway");
        }
        return ask(gateway, "/v1/receipts/consistency?from=" + from + "&to=" + to);
    }

    private void onChain(Inclusion proof, String url) throws Flaw, InterruptedException {
        String asked = contract == null ? proof.contract() : contract;
        try (ChainRoot chain = new ChainRoot(url)) {
            long id = chain.chainId();
            if (id != proof.chainId()) {
                throw new Flaw("the node is of chain " + id + ", the proof of chain " + proof.chainId());
            }
            String found = chain.of(asked, proof.size());
            if (!found.toLowerCase(Locale.ROOT).equals(proof.root().toLowerCase(Locale.ROOT))) {
                throw new Flaw("the contract " + asked + " has another root, or none: " + found);
            }
            say("root verified: on chain " + id + " in the contract " + asked);
        } catch (IOException | IllegalArgumentException e) {
            throw new Flaw("the node cannot be asked: " + e.getMessage());
        }
    }

    private static JsonNode ask(String gateway, String path) throws Flaw, InterruptedException {
        try (Gateway connection = new Gateway(gateway, "", "")) {
            return connection.get(path);
        } catch (IOException | Refused e) {
            throw new Flaw("the gateway's " + path + " cannot be read: " + e);
        }
    }

    private static JsonNode read(Path file) throws Flaw {
        try {
            return new JsonMapper().readTree(Files.readString(file));
        } catch (IOException | JacksonException e) {
            throw new Flaw("cannot read " + file + ": " + e.getMessage());
        }
    }

    private void say(String line) {
        if (spec != null) {
            spec.commandLine().getOut().println(line);
        }
    }
}
