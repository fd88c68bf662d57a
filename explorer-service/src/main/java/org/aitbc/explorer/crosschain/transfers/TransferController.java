package org.aitbc.explorer.crosschain.transfers;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.identity.Caller;
import org.aitbc.explorer.crosschain.transfers.SubmitTransfer.Content;
import org.aitbc.explorer.crosschain.transfers.TransferStatistics.TransactionStatistics;
import org.aitbc.explorer.sending.Sent;
import org.aitbc.explorer.sending.State;
import org.aitbc.starter.request.IdempotencyHeader;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/cross-chain/transactions")
@Tag(name = "cross-chain transactions")
class TransferController {

    private final SubmitTransfer submit;
    private final Transfers transfers;
    private final Depths depths;
    private final TransferStatistics statistics;

    TransferController(SubmitTransfer submit, Transfers transfers, Depths depths, TransferStatistics statistics) {
        this.submit = submit;
        this.transfers = transfers;
        this.depths = depths;
        this.statistics = statistics;
    }

    /**
     * @param estimatedProcessingTime the deadline: until then it is in a block, or cancelled
     * @param submittedAt when it was submitted
     */
    record Submitted(
            String transactionId,
            String status,
            String priority,
            Instant estimatedProcessingTime,
            Instant deadline,
            Instant submittedAt) {}

    /** @param cancelledAt null while the transaction that takes its place is not deep enough */
    record Cancelled(
            String transactionId,
            String status,
            String reason,
            @Nullable Instant cancelledAt) {}

    @PostMapping("/submit")
    @Operation(summary = "Send coins or tokens from a wallet, or call a contract; the priority sets the fee")
    Submitted submit(
            Caller caller,
            @RequestHeader(name = IdempotencyHeader.NAME, required = false) @Nullable String key,
            @Valid TransferRequest request,
            @Valid @RequestBody(required = false) @Nullable Content content) {
        if (request.fromAddress() == null) {
            throw new Invalid("VALIDATION_ERROR", "from_address: is missing");
        }
        Transfer transfer = submit.submit(caller, request, request.fromAddress(), content, key);
        return new Submitted(
                transfer.transactionId(),
                transfer.status(),
                transfer.priority(),
                transfer.deadline(),
                transfer.deadline(),
                transfer.createdAt());
    }

    @GetMapping("/history")
    @Operation(summary = "Transactions sent by the caller, newest first")
    List<Transfer> history(Caller caller, @Valid TransferFilter filter) {
        return transfers.list(caller, filter);
    }

    @GetMapping("/statistics")
    @Operation(summary = "Statistics of the caller's transactions; for an admin, of all")
    TransactionStatistics statistics(
            Caller caller,
            @RequestParam(name = "time_period_hours", defaultValue = "24") @Min(1) @Max(8760) int hours,
            @RequestParam @Nullable Long chainId) {
        return statistics.of(hours, chainId, caller.ownerFilter());
    }

    @GetMapping("/{transactionId}")
    @Operation(summary = "A transaction, with its confirmations while the chain's node answers")
    Transfer transaction(Caller caller, @PathVariable UUID transactionId) {
        return depths.of(transfers.require(caller, transactionId));
    }

    @PostMapping("/{transactionId}/cancel")
    @Operation(summary = "Cancel a pending transaction by replacing it with one of the same nonce")
    Cancelled cancel(
            Caller caller, @PathVariable UUID transactionId, @RequestParam @NotBlank @Size(max = 500) String reason) {
        Sent sent = transfers.cancel(caller, transactionId);
        return new Cancelled(
                transfers.require(caller, transactionId).transactionId(),
                sent.state() == State.CANCELLED ? "cancelled" : "processing",
                reason,
                sent.endedAt());
    }
}
