package org.aitbc.payment.escrow;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.UUID;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.starter.idempotent.Idempotent;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/payments/{paymentId}")
@Tag(name = "payments")
class DecisionController {

    private final Payments payments;
    private final Decisions decisions;

    DecisionController(Payments payments, Decisions decisions) {
        this.payments = payments;
        this.decisions = decisions;
    }

    /** @param amount what is expected to be released; left out for what it comes to */
    record EscrowRelease(
            @NotNull String jobId,
            @NotNull String paymentId,

            @Nullable @Size(max = 500) String reason,

            @Nullable @DecimalMin("0.00000001") @DecimalMax("1000000") @Digits(integer = 7, fraction = 8)
            BigDecimal amount) {}

    record RefundRequest(
            @NotNull String jobId,
            @NotNull String paymentId,

            @NotNull @Size(max = 500) String reason) {}

    /** @param rerun whether a payer has the job run again by another owner's miner, which decides */
    record Dispute(
            @NotBlank @Size(max = 500) String reason,
            @Nullable Boolean rerun) {}

    /** @param amount what the miner is due of what is held; the rest goes back to the payer */
    record Resolution(
            @NotNull @DecimalMin("0") @DecimalMax("1000000") @Digits(integer = 7, fraction = 8)
            BigDecimal amount,

            @Nullable @Size(max = 500) String reason) {}

    record Decided(String status, UUID paymentId) {}

    @PostMapping("/release")
    @Operation(summary = "Release a payment to the miner, as its payer, after the job or to concede a dispute")
    @Idempotent("payment.release")
    Decided release(Caller caller, @PathVariable UUID paymentId, @Valid @RequestBody EscrowRelease body) {
        requireSame(caller, paymentId, body.paymentId(), body.jobId());
        decisions.release(caller, paymentId, body.amount(), body.reason());
        return decided(caller, paymentId);
    }

    @PostMapping("/refund")
    @Operation(summary = "Refund a payment, as its payer; refused if work would go unpaid")
    @Idempotent("payment.refund")
    Decided refund(Caller caller, @PathVariable UUID paymentId, @Valid @RequestBody RefundRequest body) {
        requireSame(caller, paymentId, body.paymentId(), body.jobId());
        decisions.refund(caller, paymentId, body.reason());
        return decided(caller, paymentId);
    }

    @PostMapping("/dispute")
    @Operation(
            summary = "Dispute a payment before it is settled, as payer or miner, for a deposit of a tenth of it",
            description =
                    "The deposit goes to the other side if the dispute is lost. With rerun the payer has the job run again on "
                            + "miners of other owners, for the price of the job: the result is not paid if two of them agree on "
                            + "another. Else an admin decides within a day, or the end of the job does as if there were no dispute.")
    @Idempotent("payment.dispute")
    Decided dispute(Caller caller, @PathVariable UUID paymentId, @Valid @RequestBody Dispute body) {
        decisions.dispute(caller, paymentId, body.reason(), Boolean.TRUE.equals(body.rerun()));
        return decided(caller, paymentId);
    }

    @PostMapping("/resolve")
    @Operation(summary = "Resolve a dispute (admin)")
    @Idempotent("payment.resolve")
    Decided resolve(Caller caller, @PathVariable UUID paymentId, @Valid @RequestBody Resolution body) {
        decisions.resolve(paymentId, body.amount(), body.reason());
        return decided(caller, paymentId);
    }

    private Decided decided(Caller caller, UUID id) {
        return new Decided(payments.require(caller, id).status().text(), id);
    }

    private void requireSame(Caller caller, UUID id, String saidPayment, String saidJob) {
        Payment payment = payments.require(caller, id);
        if (!Ids.text(id).equals(saidPayment) || !Ids.text(payment.jobId()).equals(saidJob)) {
            throw new Invalid("VALIDATION_ERROR", "job_id, payment_id: are not those of this payment");
        }
    }
}
