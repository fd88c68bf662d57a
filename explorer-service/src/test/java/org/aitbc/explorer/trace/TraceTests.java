package org.aitbc.explorer.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Role;
import org.aitbc.explorer.browse.HomeChain;
import org.aitbc.explorer.fake.FakeBlock.Sent;
import org.aitbc.explorer.fake.Jobs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class TraceTests extends HomeChain {

    private final String miner = someone("miner");

    @Test
    void aJobLeadsToItsAttemptMinerReceiptAndPayment() {
        UUID job = paidJob();
        String id = Ids.text(job);

        JsonNode trace = read("/v1/explorer/trace/" + id);

        assertThat(trace.path("kind").stringValue()).isEqualTo("job");
        assertThat(kinds(trace)).containsExactly("job", "attempt", "miner", "receipt", "payment");
        assertThat(trace.path("nodes").path(0).path("state").stringValue()).isEqualTo("COMPLETED");
        assertThat(relations(trace)).containsExactly("attempted", "by", "receipt", "paid from");
        assertThat(trace.toString()).doesNotContain(client).doesNotContain("somebody");
    }

    @Test
    void theOwnerAndAdminsSeeTheClientAndTheLedger() {
        String path = "/v1/explorer/trace/" + Ids.text(paidJob());

        for (JsonNode trace : List.of(json(get(client, Role.CLIENT, path)), json(get("operator", Role.ADMIN, path)))) {
            assertThat(kinds(trace)).contains("posting");
            assertThat(trace.toString()).contains(client).contains("escrow.hold");
        }
        assertThat(kinds(json(get("stranger", Role.CLIENT, path)))).doesNotContain("posting");
    }

    @Test
    void aReceiptAndAPaymentLeadToTheirJob() {
        UUID job = paidJob();
        UUID receipt = new Jobs(jdbc).receiptOf(job);
        UUID payment = jdbc.sql("select id from core.payment where job_id = ?")
                .param(job)
                .query(UUID.class)
                .single();

        JsonNode ofReceipt = read("/v1/explorer/trace/" + Ids.text(receipt));
        JsonNode ofPayment = read("/v1/explorer/trace/" + Ids.text(payment));

        assertThat(ofReceipt.path("kind").stringValue()).isEqualTo("receipt");
        assertThat(kinds(ofReceipt)).startsWith("receipt").contains("job");
        assertThat(ofPayment.path("kind").stringValue()).isEqualTo("payment");
        assertThat(kinds(ofPayment)).startsWith("payment").contains("job", "receipt");
    }

    @Test
    void aMinerLeadsToItsLastJobs() {
        UUID job = paidJob();

        JsonNode trace = read("/v1/explorer/trace/" + miner);

        assertThat(trace.path("kind").stringValue()).isEqualTo("miner");
        assertThat(trace.toString()).contains(Ids.text(job));
    }

    @Test
    void aTransactionABlockAndAnAddressLeadToEachOther() {
        Sent sent = busy().transactions().getFirst();

        JsonNode ofTransaction = read("/v1/explorer/trace/" + sent.hash());
        JsonNode ofBlock = read("/v1/explorer/trace/" + busy().hash());
        JsonNode ofAddress = read("/v1/explorer/trace/" + sent.sender());

        assertThat(ofTransaction.path("kind").stringValue()).isEqualTo("transaction");
        assertThat(kinds(ofTransaction)).contains("block", "address");
        assertThat(ofBlock.path("nodes").path(0).path("kind").stringValue()).isEqualTo("block");
        assertThat(ofBlock.toString()).contains(sent.hash());
        assertThat(ofAddress.path("kind").stringValue()).isEqualTo("address");
    }

    @Test
    void aReceiptLeadsToItsAnchorAndItsTransaction() {
        UUID job = paidJob();
        UUID receipt = new Jobs(jdbc).receiptOf(job);
        Sent sent = busy().transactions().getLast();
        anchor(receipt, sent.hash());

        JsonNode ofReceipt = read("/v1/explorer/trace/" + Ids.text(receipt));
        JsonNode ofTransaction = read("/v1/explorer/trace/" + sent.hash());

        assertThat(kinds(ofReceipt)).contains("anchor", "transaction", "block");
        assertThat(relations(ofReceipt)).contains("anchored in", "sent as", "in");
        assertThat(ofTransaction.toString()).contains(Ids.text(receipt)).contains(Ids.text(job));
    }

    /** No contract is on the home chain of other tests. */
    @AfterEach
    void withoutContract() {
        jdbc.sql("update explorer.deployment set superseded = true where chain_id = 10")
                .update();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"nothing", "0123456789abcdef0123456789abcdef", "0x00000000000000000000000000000000000000ff"})
    void whatNobodyHasIsNotFound(String id) {
        assertThat(get("/v1/explorer/trace/" + id)).hasStatus(404);
    }

    private UUID paidJob() {
        UUID job = new Jobs(jdbc).completed(client, miner);
        jdbc.sql("""
                        insert into core.payment (id, job_id, payer, amount, currency, method, status, expires_at)
                        values (?, ?, ?, 4, 'AITBC', 'aitbc_token', 'escrowed', now())""").params(Ids.next(), job, client).update();
        return job;
    }

    private static List<String> kinds(JsonNode trace) {
        return trace.path("nodes")
                .valueStream()
                .map(node -> node.path("kind").stringValue())
                .toList();
    }

    private static List<String> relations(JsonNode trace) {
        return trace.path("edges")
                .valueStream()
                .map(edge -> edge.path("relation").stringValue())
                .toList();
    }

    /** As the log, the outbox and the deployment of the contract leave it. */
    private void anchor(UUID receipt, String transaction) {
        await().until(() -> leaf(receipt).isPresent());
        UUID outgoing = Ids.next();
        int instance = instance();
        jdbc.sql("""
                        insert into explorer.outgoing (id, chain_id, sender, value, data, purpose, reference, state, settled, transaction_hash)
                        values (?, 10, '0x01', 0, '', 'test', ?, 'confirmed', true, ?)""").params(outgoing, outgoing.toString(), transaction).update();
        jdbc.sql(
                        "insert into explorer.deployment (chain_id, contract, instance, outgoing, address) values (10, 'receipt-anchor', ?, ?, '0xaa')")
                .params(instance, outgoing)
                .update();
        jdbc.sql(
                        "insert into explorer.anchor (tree_size, root, chain_id, instance, contract, outgoing) values (?, ?, 10, ?, '0xaa', ?)")
                .params(leaf(receipt).orElseThrow() + 1, HexFormat.of().parseHex("00".repeat(32)), instance, outgoing)
                .update();
    }

    private int instance() {
        String genesis = HOME.chain.blocks().getFirst().hash();
        jdbc.sql("update explorer.chain_instance set current = false where chain_id = 10 and genesis <> ?")
                .param(genesis)
                .update();
        return jdbc.sql("""
                        insert into explorer.chain_instance (chain_id, genesis, current) values (10, ?, true)
                        on conflict (chain_id, genesis) do update set current = true returning id""").param(genesis).query(Integer.class).single();
    }

    private Optional<Long> leaf(UUID receipt) {
        return jdbc.sql("select index from explorer.receipt_leaf where receipt_id = ?")
                .param(receipt)
                .query(Long.class)
                .optional();
    }
}
