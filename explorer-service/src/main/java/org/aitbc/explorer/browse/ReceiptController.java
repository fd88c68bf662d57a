package org.aitbc.explorer.browse;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.receipt.Receipts;
import org.aitbc.explorer.browse.IssuedReceipts.Issued;
import org.aitbc.starter.paging.Page;
import org.aitbc.starter.paging.PageLimits;
import org.aitbc.starter.paging.WithNext;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@RestController
@Tag(name = "explorer")
class ReceiptController {

    private static final String ALL = "all";
    /** What a receipt says of its client and of the work; the rest is for anybody. */
    private static final Set<String> PRIVATE = Set.of("client", "metadata");

    private final IssuedReceipts receipts;
    private final JsonMapper json;

    ReceiptController(IssuedReceipts receipts, JsonMapper json) {
        this.receipts = receipts;
        this.json = json;
    }

    /**
     * A receipt.
     *
     * @param miner the worker that ran the job
     * @param coordinator the key that it is signed with
     * @param payload the receipt itself; for those whose job it is not without client and work, and {@code redacted}
     */
    record ReceiptSummary(
            @JsonProperty("receiptId") UUID receiptId,
            @JsonProperty("jobId") UUID jobId,
            String miner,
            String coordinator,
            @JsonProperty("issuedAt") Instant issuedAt,
            String status,
            ObjectNode payload) {}

    /** @param jobId {@code all} where the list is not of one job */
    record ReceiptList(
            @JsonProperty("jobId") String jobId,
            List<ReceiptSummary> items,
            @Nullable Integer nextOffset,
            @Nullable String nextCursor)
            implements WithNext {}

    @GetMapping({"/v1/explorer/receipts", "/v1/receipts"})
    @Operation(summary = "Receipts, newest first; job_id selects those of one job")
    ReceiptList list(
            @Nullable Caller caller,
            @PageLimits(max = Part.MOST_ROWS, value = Part.DEFAULT_ROWS) Page page,
            @RequestParam @Nullable UUID jobId) {
        if (jobId != null) {
            return new ReceiptList(
                    Ids.text(jobId),
                    receipts.ofJob(jobId).map(one -> summary(caller, one)).stream()
                            .toList(),
                    null,
                    null);
        }
        int rows = page.rows();
        List<Issued> found = receipts.list(page, rows);
        List<Issued> shown = found.subList(0, Math.min(found.size(), rows));
        boolean more = found.size() > shown.size();
        return new ReceiptList(
                ALL,
                shown.stream().map(one -> summary(caller, one)).toList(),
                more && page.cursor() == null ? Integer.valueOf(page.skipped() + rows) : null,
                more ? Ids.text(shown.getLast().id()) : null);
    }

    @GetMapping("/v1/explorer/receipts/{receiptId}")
    @Operation(summary = "A receipt by id")
    ReceiptSummary receipt(@Nullable Caller caller, @PathVariable UUID receiptId) {
        return receipts.find(receiptId)
                .map(one -> summary(caller, one))
                .orElseThrow(() -> new NotFound("RECEIPT_NOT_FOUND", "receipt not found"));
    }

    private ReceiptSummary summary(@Nullable Caller caller, Issued one) {
        ObjectNode payload = (ObjectNode) json.readTree(one.json());
        String coordinator = payload.path("signature").path("key_id").asString("");
        if (caller == null || (!caller.isAdmin() && !caller.subject().equals(one.client()))) {
            Receipts.redacted(payload, PRIVATE);
        }
        return new ReceiptSummary(one.id(), one.jobId(), one.miner(), coordinator, one.at(), one.state(), payload);
    }
}
