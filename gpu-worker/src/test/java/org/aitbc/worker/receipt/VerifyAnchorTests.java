package org.aitbc.worker.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.aitbc.domain.digest.Sha256;
import org.aitbc.domain.merkle.MerkleAppender;
import org.aitbc.domain.merkle.MerkleHash;
import org.aitbc.domain.merkle.MerkleTree;
import org.aitbc.domain.merkle.Subtree;
import org.aitbc.domain.receipt.CanonicalJson;
import org.aitbc.domain.receipt.Receipts;
import org.aitbc.worker.FakeGateway;
import org.aitbc.worker.FakeHttp;
import org.bouncycastle.jcajce.provider.digest.Keccak;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A receipt among others in a log, with a node that knows the log's root. */
class VerifyAnchorTests {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int SIZE = 11;
    private static final int INDEX = 6;
    private static final String CONTRACT = "0x" + "ab".repeat(20);

    private final StringWriter out = new StringWriter();
    private final ObjectNode receipt = receipt(INDEX);
    private final ObjectNode proof = JSON.createObjectNode();
    private String root = "";
    private String chainId = "0x7a69";
    /** The receipt that the gateway has replaced in its log. */
    private int rewritten = -1;

    private FakeHttp server;

    @TempDir
    Path folder;

    /** Of receipts of which one was replaced; -1 for none. */
    private static MerkleTree tree(int size, int replaced) {
        Map<Subtree, byte[]> subtrees = new HashMap<>();
        MerkleAppender appender = new MerkleAppender(subtrees::put);
        for (int i = 0; i < size; i++) {
            ObjectNode receipt = receipt(i == replaced ? i + 1000 : i);
            appender.append(MerkleHash.leaf(Sha256.digest().digest(CanonicalJson.bytes(receipt))));
        }
        return new MerkleTree(subtrees::get);
    }

    @BeforeEach
    void log() throws IOException {
        MerkleTree tree = tree(SIZE, -1);
        root = hex(tree.root(SIZE));
        proof.put("state", "confirmed")
                .put("leaf_index", INDEX)
                .put("tree_size", SIZE)
                .put("root", root)
                .put("chain_id", 31_337)
                .put("contract", CONTRACT);
        proof.putArray("inclusion_path");
        tree.inclusion(INDEX, SIZE)
                .forEach(hash -> proof.withArray("inclusion_path").add(hex(hash)));
        server = FakeHttp.start(this::answer);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** The node and the gateway in one. */
    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.equals("/v1/receipts/keys")) {
            FakeHttp.answer(exchange, 200, "{\"keys\":[{\"key_id\":\"" + FakeGateway.KEY.keyId() + "\"}]}");
        } else if (path.equals("/v1/receipts/r-" + INDEX + "/proof")) {
            FakeHttp.answer(exchange, 200, proof.toString());
        } else if (path.equals("/v1/receipts/consistency")) {
            List<Integer> sizes = Pattern.compile("\\d+")
                    .matcher(exchange.getRequestURI().getQuery())
                    .results()
                    .map(one -> Integer.valueOf(one.group()))
                    .toList();
            FakeHttp.answer(exchange, 200, consistency(sizes.get(0), sizes.get(1)));
        } else if (path.equals("/rpc")) {
            JsonNode call = JSON.readTree(FakeHttp.body(exchange));
            FakeHttp.answer(exchange, 200, "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"" + result(call) + "\"}");
        } else {
            FakeHttp.answer(exchange, 404, "{}");
        }
    }

    /** As the log as it is now has it: what the roots are it says too, right or wrong. */
    private String consistency(int from, int to) {
        MerkleTree tree = tree(to, rewritten);
        ObjectNode answer = JSON.createObjectNode();
        answer.putObject("from").put("size", from).put("root", hex(tree.root(from)));
        answer.putObject("to").put("size", to).put("root", hex(tree.root(to)));
        tree.consistency(from, to).forEach(hash -> answer.withArray("path").add(hex(hash)));
        return answer.toString();
    }

    private String result(JsonNode call) {
        if (call.path("method").stringValue().equals("eth_chainId")) {
            return chainId;
        }
        JsonNode asked = call.path("params").path(0);
        boolean known = asked.path("to").stringValue().equals(CONTRACT)
                && asked.path("data").stringValue().equals(selector("rootOf(uint64)") + "%064x".formatted(SIZE));
        return known ? root : "0x" + "00".repeat(32);
    }

    @Test
    void aReceiptIsFollowedToTheChain() throws Exception {
        assertThat(verify("--gateway", server.url(), "--rpc", server.url() + "/rpc"))
                .isZero();
        assertThat(out.toString().lines())
                .containsExactly(
                        "signature verified",
                        "inclusion verified: receipt 6 of the first 11",
                        "root verified: on chain 31337 in the contract " + CONTRACT);
    }

    @Test
    void aSavedRootNeedsNobody() throws Exception {
        Path file = proofFile();
        assertThat(verify("--proof", file.toString(), "--root", root)).isZero();
        assertThat(verify("--proof", file.toString(), "--root", root.substring(2)))
                .isZero();
        assertThat(out.toString()).contains("root verified: the saved one");
        assertThat(verify("--proof", file.toString(), "--root", "0x" + "00".repeat(32)))
                .isEqualTo(1);
        assertThat(verify("--proof", file.toString(), "--root", "zz")).isEqualTo(1);
        assertThat(out.toString()).contains("is not the saved one", "--root: not a hash: 'zz'");
    }

    @Test
    void anOlderOrNewerSavedRootIsOfTheSameLog() throws Exception {
        for (int size = 1; size <= 20; size++) {
            String saved = hex(tree(size, -1).root(size));
            assertThat(verify("--gateway", server.url(), "--root", saved, "--size", size + ""))
                    .as("of %s", size)
                    .isZero();
        }
        assertThat(out.toString())
                .contains(
                        "root verified: it goes on from the saved one of 6 receipts, which is from before this receipt\n",
                        "root verified: it goes on from the saved one of 7 receipts\n",
                        "root verified: the saved one\n",
                        "root verified: the saved one of 12 receipts goes on from it\n");
    }

    @Test
    void aLogThatWasRewrittenBetweenTwoRootsIsFound() throws Exception {
        for (int size : new int[] {1, 3, 4, 8, 10, 12, 16, 20}) {
            for (int replaced = 0; replaced < Math.min(size, SIZE); replaced++) {
                String saved = hex(tree(size, replaced).root(size));
                for (int told : new int[] {replaced, -1}) {
                    rewritten = told;
                    assertThat(verify("--gateway", server.url(), "--root", saved, "--size", size + ""))
                            .as("of %s without %s", size, replaced)
                            .isEqualTo(1);
                }
            }
        }
        assertThat(out.toString()).contains("it may have been rewritten between them");
    }

    @Test
    void theConsistencyProofMayBeAFile() throws Exception {
        String saved = hex(tree(8, -1).root(8));
        Path file = folder.resolve("consistency.json");
        Files.writeString(file, consistency(8, SIZE));
        List<String> options = List.of("--proof", proofFile().toString(), "--root", saved, "--size", "8");
        assertThat(verify(options.toArray(String[]::new))).isEqualTo(1);
        assertThat(out.toString()).contains("are of 8 and 11 receipts: give --consistency or --gateway");
        assertThat(verify(Stream.concat(options.stream(), Stream.of("--consistency", file.toString()))
                        .toArray(String[]::new)))
                .isZero();
        for (String nonsense : List.of("{}", "[]", "{\"path\": 1}", "{\"path\": [\"0x00\"]}", "{\"path\": []}")) {
            Files.writeString(file, nonsense);
            assertThat(verify(Stream.concat(options.stream(), Stream.of("--consistency", file.toString()))
                            .toArray(String[]::new)))
                    .as(nonsense)
                    .isEqualTo(1);
        }
        assertThat(verify("--proof", proofFile().toString(), "--root", saved, "--size", "0"))
                .isEqualTo(1);
        assertThat(out.toString()).contains("no consistency proof: it has no path", "--size: is to be at least 1");
    }

    @Test
    void aProofAloneSaysThatTheRootWasNotChecked() throws Exception {
        assertThat(verify("--proof", proofFile().toString())).isZero();
        assertThat(out.toString()).contains("root NOT checked", root);
    }

    @Test
    void anotherReceiptsProofProvesNothing() throws Exception {
        proof.put("leaf_index", INDEX + 1);
        assertThat(verify("--proof", proofFile().toString())).isEqualTo(1);
        assertThat(out.toString()).contains("NOT verified: the proof is not this receipt's");
    }

    @Test
    void aChangedReceiptIsNotInTheLogThoughItIsSigned() throws Exception {
        receipt.remove("signature");
        Receipts.signed(receipt.put("price", 0.04), FakeGateway.KEY);
        assertThat(verify("--proof", proofFile().toString(), "--root", root)).isEqualTo(1);
        assertThat(out.toString()).contains("signature verified", "NOT verified: the proof is not this receipt's");
    }

    @Test
    void aRootThatIsNotOnTheChainIsAFlaw() throws Exception {
        String right = root;
        root = "0x" + "11".repeat(32);
        assertThat(verify("--proof", proofFile().toString(), "--rpc", server.url() + "/rpc"))
                .isEqualTo(1);
        root = right;
        assertThat(verify(
                        "--proof",
                        proofFile().toString(),
                        "--rpc",
                        server.url() + "/rpc",
                        "--contract",
                        "0x" + "cd".repeat(20)))
                .isEqualTo(1);
        assertThat(out.toString()).contains("has another root, or none");
    }

    @Test
    void theNodeOfAnotherChainIsAFlaw() throws Exception {
        chainId = "0x1";
        assertThat(verify("--proof", proofFile().toString(), "--rpc", server.url() + "/rpc"))
                .isEqualTo(1);
        assertThat(out.toString()).contains("the node is of chain 1, the proof of chain 31337");
    }

    @Test
    void whatCannotBeAskedIsAFlaw() throws Exception {
        assertThat(verify("--root", root)).isEqualTo(1);
        assertThat(verify("--proof", proofFile().toString(), "--rpc", server.url() + "/none"))
                .isEqualTo(1);
        assertThat(verify("--proof", proofFile().toString(), "--rpc", "http://127.0.0.1:9"))
                .isEqualTo(1);
        assertThat(verify("--proof", folder.resolve("absent").toString())).isEqualTo(1);
        assertThat(out.toString()).contains("give --proof or --gateway", "the node cannot be asked", "cannot read");
    }

    @Test
    void aReceiptThatIsNotAnchoredYetIsNotVerified() throws Exception {
        proof.removeAll().put("state", "pending");
        assertThat(verify("--gateway", server.url(), "--root", root)).isEqualTo(1);
        assertThat(out.toString()).contains("the receipt is not anchored yet");
    }

    @Test
    void nonsenseIsNoProof() throws Exception {
        for (String nonsense : List.of("{}", "[]", "1", "{\"root\":\"0x00\",\"inclusion_path\":[]}")) {
            Path file = folder.resolve("nonsense.json");
            Files.writeString(file, nonsense);
            assertThat(verify("--proof", file.toString())).as(nonsense).isEqualTo(1);
        }
    }

    @Test
    void theContractIsAskedByItsFunctionsName() {
        assertThat(ChainRoot.ROOT_OF).isEqualTo(selector("rootOf(uint64)"));
    }

    private int verify(String... options) throws IOException {
        Path file = folder.resolve("receipt.json");
        Files.writeString(file, receipt.toString());
        String[] arguments = Stream.concat(Stream.of(file.toString()), Arrays.stream(options))
                .toArray(String[]::new);
        return new CommandLine(new VerifyCommand())
                .setOut(new PrintWriter(out, true))
                .execute(arguments);
    }

    private Path proofFile() throws IOException {
        Path file = folder.resolve("proof.json");
        Files.writeString(file, proof.toString());
        return file;
    }

    private static ObjectNode receipt(int number) {
        return Receipts.signed(
                JSON.createObjectNode().put("receipt_id", "r-" + number).put("price", 0.03), FakeGateway.KEY);
    }

    private static String selector(String signature) {
        byte[] hash = new Keccak.Digest256().digest(signature.getBytes(StandardCharsets.US_ASCII));
        return "0x" + HexFormat.of().formatHex(hash, 0, 4);
    }

    private static String hex(byte[] hash) {
        return "0x" + HexFormat.of().formatHex(hash);
    }
}
