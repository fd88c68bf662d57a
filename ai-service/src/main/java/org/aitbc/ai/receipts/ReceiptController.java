package org.aitbc.ai.receipts;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.aitbc.ai.jobs.Jobs;
import org.aitbc.ai.receipts.JobReceipts.JobResult;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.error.TooEarly;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.json.RawJson;
import org.aitbc.domain.receipt.Receipts;
import org.aitbc.domain.receipt.Signature;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@RestController
@Tag(name = "receipts")
class ReceiptController {

    private final Jobs jobs;
    private final JobReceipts receipts;

    ReceiptController(Jobs jobs, JobReceipts receipts) {
        this.jobs = jobs;
        this.receipts = receipts;
    }

    /** @param nextCursor always null: a job has one receipt at most */
    record ReceiptPage(List<RawJson> items, @Nullable String nextCursor) {}

    /** A public key that receipts of this suite may be signed with. */
    record KeyView(String keyId, String alg) {}

    record KeyList(List<KeyView> keys) {}

    /** @param reason why not, where it is not valid */
    record Verdict(boolean valid, @Nullable String reason) {}

    @GetMapping("/v1/jobs/{jobId}/result")
    @Operation(summary = "Result of a job, or the error it ended with; 425 while it runs")
    JobResult result(Caller caller, @PathVariable UUID jobId) {
        jobs.require(caller, jobId);
        return receipts.result(jobId).orElseThrow(() -> new TooEarly("JOB_NOT_READY", "job not ready"));
    }

    @GetMapping("/v1/jobs/{jobId}/receipt")
    @Operation(summary = "Signed receipt of a completed job")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = LegacyReceipt.class)))
    RawJson receipt(Caller caller, @PathVariable UUID jobId) {
        return find(caller, jobId)
                .findFirst()
                .orElseThrow(() -> new NotFound("RECEIPT_NOT_AVAILABLE", "receipt not available"));
    }

    @GetMapping("/v1/jobs/{jobId}/receipts")
    @Operation(summary = "Receipts of a job; empty until it has completed")
    ReceiptPage receipts(Caller caller, @PathVariable UUID jobId) {
        return new ReceiptPage(find(caller, jobId).toList(), null);
    }

    @GetMapping("/v1/receipts/keys")
    @Operation(summary = "Public keys of receipt signatures, current and past")
    KeyList keys() {
        return new KeyList(receipts.keyIds().stream()
                .sorted()
                .map(id -> new KeyView(id, Signature.ED25519))
                .toList());
    }

    @PostMapping("/v1/receipts/verify")
    @Operation(
            summary = "Verify that a receipt is signed by this suite and unchanged",
            description =
                    "A receipt that was shown without its private parts cannot be verified: its reason is redacted.")
    Verdict verify(@RequestBody ObjectNode body) {
        JsonNode receipt = Stream.of("payload", "receipt")
                .map(body::path)
                .filter(member -> member.has("signature"))
                .findFirst()
                .orElse(body);
        return Receipts.flaw(receipt)
                .map(reason -> new Verdict(false, reason))
                .orElseGet(() -> receipts.keyIds()
                                .contains(
                                        receipt.path("signature").path("key_id").stringValue())
                        ? new Verdict(true, null)
                        : new Verdict(false, "signed with a key that is not this suite's"));
    }

    private Stream<RawJson> find(Caller caller, UUID jobId) {
        jobs.require(caller, jobId);
        return receipts.result(jobId).map(JobResult::receipt).stream();
    }
}
