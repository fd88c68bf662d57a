package org.aitbc.explorer.anchoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.merkle.MerkleProofs;
import org.aitbc.starter.outbox.OutboxReader.Event;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class ReceiptLogTests extends AnchoringTest {

    @Autowired
    ReceiptTree tree;

    @Autowired
    ReceiptLog log;

    @Autowired
    TransactionTemplate transactions;

    private long index(ObjectNode receipt) {
        await().until(() -> proof(receipt).has("leaf_index"));
        return proof(receipt).path("leaf_index").longValue();
    }

    @Test
    void receiptsAreLoggedInTheOrderOfTheirEvents() {
        List<ObjectNode> receipts =
                IntStream.range(0, 40).mapToObj(_ -> completed()).toList();
        long first = index(receipts.getFirst());
        for (int i = 0; i < receipts.size(); i++) {
            assertThat(index(receipts.get(i))).isEqualTo(first + i);
        }
    }

    @Test
    void whatAnEventTellsTwiceIsLoggedOnce() {
        ObjectNode receipt = completed();
        long index = index(receipt);
        UUID job = Ids.parse(receipt.path("job_id").stringValue());
        jdbc.sql("insert into core.outbox (event, subject) values ('job.completed', ?)")
                .param(job)
                .update();
        ObjectNode next = completed();
        assertThat(index(next)).isEqualTo(index + 1);
        transactions.executeWithoutResult(
                _ -> log.apply(List.of(new Event("job.completed", job, java.time.Instant.now(), null))));
        assertThat(tree.size()).isEqualTo(index + 2);
    }

    @Test
    void aReceiptFromBeforeThisServiceIsLoggedWhenItsEventIsRead() {
        // as the reader does that begins with the first event
        jdbc.sql("update core.outbox_offset set xid = '0', id = 0 where reader = 'receipt-log'")
                .update();
        ObjectNode receipt = completed();
        long size = index(receipt) + 1;
        assertThat(tree.size()).isEqualTo(size);
        assertThat(jdbc.sql("select count(distinct receipt_id) from explorer.receipt_leaf")
                        .query(Long.class)
                        .single())
                .isEqualTo(size);
    }

    @Test
    void theLogOnlyGrows() {
        long from = index(completed()) + 1;
        long to = index(completed()) + 1;
        JsonNode proof = read("/v1/receipts/consistency?from=" + from + "&to=" + to);
        assertThat(MerkleProofs.extend(
                        bytes(proof.path("to").path("root")),
                        to,
                        bytes(proof.path("from").path("root")),
                        from,
                        hashes(proof.path("path"))))
                .isTrue();
        assertThat(proof.path("from").path("size").longValue()).isEqualTo(from);
    }

    @Test
    void sizesThatTheLogNeverHadAreInvalid() {
        long size = index(completed()) + 1;
        assertProblem("/v1/receipts/consistency?from=0&to=1", 422, "VALIDATION_ERROR");
        assertProblem("/v1/receipts/consistency?from=2&to=1", 422, "VALIDATION_ERROR");
        assertProblem("/v1/receipts/consistency?from=1&to=" + (size + 1_000), 422, "VALIDATION_ERROR");
        assertThat(http.get().uri("/v1/receipts/consistency?from=x&to=1").exchange())
                .hasStatus(422);
        assertThat(http.get().uri("/v1/receipts/consistency?from=1").exchange()).hasStatus(422);
    }

    @Test
    void unknownReceiptsAreNotFound() {
        assertProblem("/v1/receipts/" + Ids.text(Ids.next()) + "/proof", 404, "RECEIPT_NOT_FOUND");
        assertProblem("/v1/receipts/none/proof", 404, "NOT_FOUND");
    }

    @Test
    void pagesOfAnchorsHaveBounds() {
        assertThat(read("/v1/receipts/anchors?limit=1").path("items").size()).isLessThanOrEqualTo(1);
        assertProblem("/v1/receipts/anchors?cursor=x", 422, "INVALID_CURSOR");
        assertThat(http.get().uri("/v1/receipts/anchors?limit=0").exchange()).hasStatus(422);
        assertThat(read("/v1/receipts/anchors?limit=201").path("warnings")).hasSize(1);
    }
}
