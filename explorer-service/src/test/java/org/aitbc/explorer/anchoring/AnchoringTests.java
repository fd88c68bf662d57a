package org.aitbc.explorer.anchoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.merkle.MerkleHash;
import org.aitbc.explorer.accounts.Accounts;
import org.aitbc.explorer.deploying.Contract;
import org.aitbc.explorer.deploying.Deployments;
import org.aitbc.explorer.hex.Hex;
import org.aitbc.explorer.sending.ChainInstances;
import org.aitbc.explorer.sending.Draft;
import org.aitbc.explorer.sending.Outbox;
import org.aitbc.explorer.sending.State;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** From a receipt to its root on a real chain, and what a chain may do to it. */
class AnchoringTests extends AnchoringTest {

    /** More receipts than one transaction anchors here. */
    private static final int MANY = 100_000;

    @Autowired
    Deployments deployments;

    @Autowired
    AnchorAudit audit;

    @Autowired
    Accounts accounts;

    @Autowired
    Outbox outbox;

    @Autowired
    ChainInstances instances;

    @Autowired
    AnchorTrail trail;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    MeterRegistry meters;

    @BeforeEach
    void chain() {
        needsChain();
    }

    private String contract() {
        await().until(() -> deployments.find(Contract.RECEIPT_ANCHOR).isPresent());
        return deployments.require(Contract.RECEIPT_ANCHOR);
    }

    /** A state may be over before it is looked for. */
    private void awaitAtLeast(ObjectNode receipt, String wanted) {
        await().until(() -> {
            String state = proof(receipt).path("state").stringValue();
            return state.equals(wanted) || state.equals("confirmed");
        });
    }

    private void assertAnchored(ObjectNode receipt) {
        JsonNode proof = awaitState(receipt, "confirmed");
        assertProves(proof, receipt);
        assertThat(rootOnChain(proof)).isEqualTo(proof.path("root").stringValue());
        assertThat(rpc(
                                "eth_getTransactionReceipt",
                                proof.path("transaction_hash").stringValue())
                        .path("blockHash")
                        .stringValue())
                .isEqualTo(proof.path("block_hash").stringValue());
    }

    private void assertNoDrift() {
        await().untilAsserted(() -> {
            audit.look();
            assertThat(audit.drift()).isEmpty();
        });
    }

    @Test
    void aReceiptIsProvenByARootOnTheChain() {
        NODE.stop();
        ObjectNode receipt = completed();
        assertThat(proof(receipt).path("state").stringValue()).isEqualTo("pending");
        assertThat(proof(receipt).has("root")).isFalse();
        NODE.start();
        assertAnchored(receipt);
        JsonNode proof = proof(receipt);
        assertThat(proof.path("chain_id").longValue()).isEqualTo(CHAIN);
        assertThat(proof.path("confirmations").longValue()).isGreaterThanOrEqualTo(2);
        assertThat(read("/v1/receipts/anchors?limit=200").path("items").valueStream())
                .anySatisfy(anchor -> assertThat(anchor.path("root")).isEqualTo(proof.path("root")));
        assertNoDrift();
    }

    @Test
    void aTransactionThatWasSentOnAnEarlierChainTooIsTracedToEachReceiptOnce() {
        ObjectNode receipt = completed();
        String hash = awaitState(receipt, "confirmed").path("transaction_hash").stringValue();
        List<UUID> anchored = trail.receipts(hash, MANY);
        assertThat(anchored).contains(Ids.parse(id(receipt)));
        for (String state : List.of("failed", "confirmed")) {
            transactions.executeWithoutResult(transaction -> {
                jdbc.sql("""
                                with sent as (
                                  insert into explorer.outgoing (id, chain_id, sender, value, data, purpose, reference,
                                                                 state, settled, transaction_hash)
                                  select ?, chain_id, sender, value, data, purpose, 'earlier', ?, true, transaction_hash
                                  from explorer.outgoing where transaction_hash = ? returning id)
                                insert into explorer.anchor (tree_size, root, chain_id, instance, contract, outgoing)
                                select a.tree_size, a.root, a.chain_id, a.instance, a.contract, sent.id
                                from sent, explorer.anchor a join explorer.outgoing o on o.id = a.outgoing
                                where o.transaction_hash = ?""").params(Ids.next(), state, hash, hash).update();
                assertThat(trail.receipts(hash, MANY)).as(state).isEqualTo(anchored);
                transaction.setRollbackOnly();
            });
        }
    }

    @Test
    void allContractsAreDeployed() {
        for (Contract contract : Contract.values()) {
            await().until(() -> deployments.find(contract).isPresent());
            assertThat(rpc("eth_getCode", deployments.require(contract), "latest")
                            .stringValue())
                    .hasSizeGreaterThan(10);
        }
    }

    @Test
    void reorganisationsLoseAndDoubleNothing() {
        List<ObjectNode> receipts = new ArrayList<>();
        for (int depth = 1; depth <= 12; depth++) {
            ObjectNode receipt = completed();
            receipts.add(receipt);
            awaitAtLeast(receipt, depth % 2 == 0 ? "confirmed" : "submitted");
            NODE.reorganise(depth);
        }
        // what was replaced counts as confirmed until the service has seen it
        receipts.forEach(receipt -> await().untilAsserted(() -> assertAnchored(receipt)));
        assertNoDrift();
        assertNoNonceIsMissing();
    }

    @Test
    void aNodeThatIsRestartedUnderLoadLosesAndDoublesNothing() {
        List<ObjectNode> receipts = new ArrayList<>(loaded(60));
        awaitAtLeast(receipts.getFirst(), "submitted");
        NODE.stop();
        receipts.addAll(loaded(60));
        assertThat(http.get().uri("/actuator/health/readiness").exchange()).hasStatusOk();
        assertThat(proof(receipts.getLast()).path("state").stringValue()).isEqualTo("pending");
        NODE.start();
        receipts.addAll(loaded(60));
        receipts.forEach(this::assertAnchored);
        assertNoDrift();
        assertNoNonceIsMissing();
    }

    @Test
    void aRootThatIsNotOursOnTheChainIsFound() {
        ObjectNode receipt = completed();
        assertAnchored(receipt);
        plantAfter(receipt);
        audit.look();
        assertThat(audit.drift()).singleElement().asString().contains("not this log's");
        beginAnew();
        assertNoDrift();
    }

    @Test
    void whatTheContractRefusesIsTriedEverMoreRarely() {
        ObjectNode receipt = completed();
        assertAnchored(receipt);
        // the contract takes no smaller tree from now on
        plantAfter(receipt);
        long before = jdbc.sql("select max(id) from explorer.anchor")
                .query(Long.class)
                .single();
        completed();
        await().until(() -> pauses(before).size() >= 2);
        List<Double> pauses = pauses(before);
        assertThat(pauses.get(0)).isGreaterThanOrEqualTo(0.5);
        assertThat(pauses.get(1)).isGreaterThanOrEqualTo(1);
        await().untilAsserted(() -> assertThat(vain()).isGreaterThanOrEqualTo(3));
        beginAnew();
        assertAnchored(completed());
        await().untilAsserted(() -> assertThat(vain()).isZero());
    }

    private double vain() {
        return meters.get("aitbc.anchoring.vain").gauge().value();
    }

    /** The seconds between the end of one anchor and the next that was handed in. */
    private List<Double> pauses(long after) {
        return jdbc.sql("""
                        select pause from (
                          select extract(epoch from o.created_at - lag(o.ended_at) over (order by a.id))::float8 as pause, a.id
                          from explorer.anchor a join explorer.outgoing o on o.id = a.outgoing where a.id > ?) p
                        where pause is not null order by id""").param(after).query(Double.class).list();
    }

    /** A root of another log, by hand: with the same key, past the table of anchors. */
    private void plantAfter(ObjectNode receipt) {
        long size = proof(receipt).path("tree_size").longValue() + 1_000_000;
        var planted = outbox.submit(Draft.call(
                CHAIN,
                accounts.ofSuite(CHAIN).address(),
                contract(),
                AnchorContract.anchor(size, new byte[] {
                    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27,
                    28, 29, 30, 31, 32
                }),
                "planted",
                Long.toString(size)));
        await().until(() -> outbox.find(planted).state() == State.CONFIRMED);
    }

    @Test
    void aRewrittenReceiptIsFound() {
        ObjectNode receipt = completed();
        assertAnchored(receipt);
        assertNoDrift();
        long index = proof(receipt).path("leaf_index").longValue();
        String text = jdbc.sql("select receipt::text from core.outcome where receipt_id = ?::uuid")
                .param(id(receipt))
                .query(String.class)
                .single();
        rewrite(receipt, text.replace("0.03", "0.04"));
        audit.look();
        assertThat(audit.drift()).containsExactly("the receipt " + index + " is not the one that was logged");
        // and with the leaf made to fit, the tree no longer does
        jdbc.sql("alter table explorer.receipt_leaf disable trigger all").update();
        relog(index, text.replace("0.03", "0.04"));
        audit.look();
        assertThat(audit.drift()).contains("the tree was changed at receipt " + index);
        assertThat(audit.drift()).anyMatch(finding -> finding.contains("is not the one that was anchored"));
        rewrite(receipt, text);
        relog(index, text);
        jdbc.sql("alter table explorer.receipt_leaf enable trigger all").update();
        assertNoDrift();
    }

    @Test
    void onAChainThatBeginsAnewTheWholeLogIsAnchoredAgain() {
        ObjectNode before = completed();
        assertAnchored(before);
        String gone = proof(before).path("transaction_hash").stringValue();
        // more blocks than a reorganisation may replace
        rpc("anvil_mine", "0x50");
        await().until(() -> read("/v1/sync-status").path("block").longValue() > 80);
        beginAnew();
        ObjectNode after = completed();
        assertAnchored(after);
        assertAnchored(before);
        assertNoDrift();
        JsonNode proof = proof(after);
        String path =
                "/v1/explorer/transactions/" + proof.path("transaction_hash").stringValue();
        await().untilAsserted(() -> assertThat(read(path).path("block").asString(""))
                .isEqualTo(proof.path("block_number").asString()));
        assertThat(read("/v1/sync-status").path("halted").isNull()).isTrue();
        assertThat(http.get().uri("/v1/explorer/transactions/" + gone).exchange())
                .hasStatus(404);
        assertThat(read("/v1/receipts/anchors?limit=200").path("items").valueStream())
                .as("what was on the chain of before is on none")
                .noneMatch(
                        anchor -> anchor.path("transaction_hash").asString("").equals(gone));
    }

    @Test
    void whatAChainHasLostLongAfterItWasConfirmedIsSentAgainAsItWas() {
        assertAnchored(completed());
        NODE.save();
        NODE.start();
        ObjectNode receipt = completed();
        assertAnchored(receipt);
        String hash = proof(receipt).path("transaction_hash").stringValue();
        await().until(() -> isSettled(hash));
        NODE.rewind();
        assertAnchored(completed());
        await().untilAsserted(() -> assertAnchored(receipt));
        assertThat(proof(receipt).path("transaction_hash").stringValue()).isEqualTo(hash);
        assertNoDrift();
        assertNoNonceIsMissing();
    }

    private boolean isSettled(String hash) {
        return jdbc.sql("select settled from explorer.outgoing where transaction_hash = ?")
                .param(hash)
                .query(Boolean.class)
                .single();
    }

    private void beginAnew() {
        int before = instances.last(CHAIN).orElseThrow();
        NODE.forget();
        NODE.start();
        await().until(() -> instances.last(CHAIN).orElseThrow() != before
                && deployments.find(Contract.RECEIPT_ANCHOR).isPresent());
    }

    private List<ObjectNode> loaded(int number) {
        return IntStream.range(0, number).mapToObj(_ -> completed()).toList();
    }

    private void rewrite(ObjectNode receipt, String text) {
        jdbc.sql("update core.outcome set receipt = ?::json where receipt_id = ?::uuid")
                .params(text, id(receipt))
                .update();
    }

    private void relog(long index, String text) {
        jdbc.sql("update explorer.receipt_leaf set sha256 = ? where index = ?")
                .params(Hex.bytes(ReceiptLog.sha256(text)), index)
                .update();
        assertThat(MerkleHash.leaf(Hex.bytes(ReceiptLog.sha256(text)))).hasSize(MerkleHash.LENGTH);
    }

    private void assertNoNonceIsMissing() {
        List<Long> nonces = jdbc.sql("""
                        select nonce from explorer.outgoing where chain_id = ? and nonce is not null
                          and instance = (select max(id) from explorer.chain_instance where chain_id = ?) order by 1""").params(CHAIN, CHAIN).query(Long.class).list();
        Set<Long> different = new HashSet<>(nonces);
        assertThat(different).hasSameSizeAs(nonces);
        assertThat(nonces.getLast()).isEqualTo(nonces.size() - 1L);
    }
}
