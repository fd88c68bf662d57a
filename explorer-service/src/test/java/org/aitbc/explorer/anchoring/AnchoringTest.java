package org.aitbc.explorer.anchoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.aitbc.domain.digest.Sha256;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.merkle.MerkleHash;
import org.aitbc.domain.merkle.MerkleProofs;
import org.aitbc.domain.receipt.CanonicalJson;
import org.aitbc.domain.receipt.Receipts;
import org.aitbc.domain.receipt.SigningKey;
import org.aitbc.explorer.chain.Answer;
import org.aitbc.explorer.chain.Call;
import org.aitbc.explorer.chain.Chains;
import org.aitbc.explorer.hex.Hex;
import org.aitbc.localchain.LocalChain;
import org.aitbc.servicetest.Programs;
import org.aitbc.servicetest.ServiceHttp;
import org.aitbc.servicetest.ServiceTest;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The whole service with a real chain of its own, whose number no other test uses, and receipts as miner-service writes them. */
@ServiceTest({
    "spring.config.name=explorer-service",
    "aitbc.chain.home=" + AnchoringTest.CHAIN,
    "aitbc.sending.replaceable=" + AnchoringTest.CHAIN,
    "aitbc.sending.watch=20",
    "aitbc.contracts.deploy=" + AnchoringTest.CHAIN,
    "aitbc.contracts.look=200ms",
    "aitbc.chain.keys.secret=a master key of tests, long enough",
    "aitbc.anchoring.receipts=50",
    "aitbc.anchoring.every=500ms",
    "aitbc.anchoring.look=100ms"
})
abstract class AnchoringTest extends ServiceHttp {

    static final long CHAIN = 41_337;
    static final SigningKey KEY = SigningKey.ofSeed("55".repeat(32));
    static final RestartableChain NODE = new RestartableChain(CHAIN);

    @Autowired
    Chains chains;

    @DynamicPropertySource
    static void home(DynamicPropertyRegistry registry) {
        // a list comes from one place as a whole
        registry.add("aitbc.chain.known[0].id", () -> CHAIN);
        registry.add("aitbc.chain.known[0].name", () -> "Test");
        registry.add("aitbc.chain.known[0].symbol", () -> "ETH");
        registry.add("aitbc.chain.known[0].confirmations", () -> 2);
        registry.add("aitbc.chain.known[0].poll", () -> "50ms");
        registry.add("aitbc.chain.known[0].url", NODE::url);
    }

    static void needsChain() {
        Programs.requireAnvil(LocalChain.binary().isPresent());
    }

    static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(60));
    }

    /** The end of a job with its receipt and its event; the receipt. */
    ObjectNode completed() {
        UUID receipt = Ids.next();
        UUID job = Ids.next();
        ObjectNode document = Receipts.signed(
                JSON.createObjectNode()
                        .put("receipt_id", Ids.text(receipt))
                        .put("job_id", Ids.text(job))
                        .put("price", 0.03)
                        .putNull("note"),
                KEY);
        jdbc.sql("""
                        with o as (insert into core.outcome (job_id, state, miner_id, attempt, started_at, price, receipt_id, receipt)
                                   values (:job, 'COMPLETED', 'miner', 1, now(), 0.03, :receipt, :document::json))
                        insert into core.outbox (event, subject) values ('job.completed', :job)""")
                .param("job", job)
                .param("receipt", receipt)
                .param("document", document.toString())
                .update();
        return document;
    }

    static String id(ObjectNode receipt) {
        return receipt.path("receipt_id").stringValue();
    }

    JsonNode proof(ObjectNode receipt) {
        return read("/v1/receipts/" + id(receipt) + "/proof");
    }

    JsonNode awaitState(ObjectNode receipt, String state) {
        await().until(() -> proof(receipt).path("state").stringValue().equals(state));
        return proof(receipt);
    }

    /** Everything that the holder of a receipt can check alone, except the root on the chain. */
    static void assertProves(JsonNode proof, ObjectNode receipt) {
        byte[] leaf = MerkleHash.leaf(Sha256.digest().digest(CanonicalJson.bytes(receipt)));
        assertThat(proof.path("leaf_hash").stringValue()).isEqualTo(Hex.of(leaf));
        assertThat(MerkleProofs.includes(
                        bytes(proof.path("root")),
                        proof.path("tree_size").longValue(),
                        leaf,
                        proof.path("leaf_index").longValue(),
                        hashes(proof.path("inclusion_path"))))
                .isTrue();
    }

    /** What the contract says of the first receipts. */
    String rootOnChain(JsonNode proof) {
        String data = "0x" + selector("rootOf(uint64)")
                + "%064x".formatted(proof.path("tree_size").longValue());
        ObjectNode call = JSON.createObjectNode()
                .put("to", proof.path("contract").stringValue())
                .put("data", data);
        return rpc("eth_call", call, "latest").stringValue();
    }

    static String selector(String signature) {
        return org.web3j.crypto.Hash.sha3String(signature).substring(2, 10);
    }

    JsonNode rpc(String method, Object... parameters) {
        Answer answer =
                chains.home().node().ask(List.of(Call.of(method, parameters))).getFirst();
        return answer.orThrow();
    }

    JsonNode read(String path) {
        return read(get(path));
    }

    void assertProblem(String path, int status, String code) {
        assertProblem(get(path), status, code);
    }

    static byte[] bytes(JsonNode hex) {
        return HexFormat.of().parseHex(hex.stringValue().substring(2));
    }

    static List<byte[]> hashes(JsonNode path) {
        return path.valueStream().map(AnchoringTest::bytes).toList();
    }
}
