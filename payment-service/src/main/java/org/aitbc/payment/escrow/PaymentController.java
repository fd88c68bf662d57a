package org.aitbc.payment.escrow;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.payment.Currency;
import org.aitbc.payment.ledger.Hashes;
import org.aitbc.starter.idempotent.Idempotent;
import org.aitbc.starter.paging.Page;
import org.aitbc.starter.paging.Slice;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "payments")
class PaymentController {

    private static final String DEFAULT_METHOD = "aitbc_token";
    private static final int DEFAULT_TIMEOUT = 3600;

    private final PayForJob payForJob;
    private final Payments payments;
    private final Hashes hashes;

    PaymentController(PayForJob payForJob, Payments payments, Hashes hashes) {
        this.payForJob = payForJob;
        this.payments = payments;
        this.hashes = hashes;
    }

    /**
     * Money for a job that was submitted without.
     *
     * @param amount the most that the job may cost; up to 8 decimals
     * @param currency AITBC where not said
     * @param paymentMethod as the client calls it; the money is held in the ledger whatever it says
     * @param escrowTimeoutSeconds after how long it goes back if no miner has the job
     */
    record PaymentCreate(
            @NotBlank @Size(max = 128) @Pattern(regexp = "[A-Za-z0-9_-]+")
            String jobId,

            @NotNull @DecimalMin("0.01") @DecimalMax("1000000") @Digits(integer = 7, fraction = 8)
            BigDecimal amount,

            @Nullable String currency,

            @Nullable @Size(max = 64) String paymentMethod,

            @Nullable @Min(300) @Max(86400) Integer escrowTimeoutSeconds) {

        Currency money() {
            return Currency.orAitbc(currency);
        }

        String method() {
            return paymentMethod == null ? DEFAULT_METHOD : paymentMethod;
        }

        int timeout() {
            return escrowTimeoutSeconds == null ? DEFAULT_TIMEOUT : escrowTimeoutSeconds;
        }
    }

    /**
     * @param transactionHash the ledger's hash of the entries that paid it out; null before
     * @param verifiedAt when it was settled
     * @param released what left the payer for good, the fee included
     * @param refunded what went back to the payer
     * @param payee principal that was paid; null where nobody was
     */
    record PaymentReceipt(
            UUID paymentId,
            UUID jobId,
            BigDecimal amount,
            Currency currency,
            String status,
            @Nullable String transactionHash,
            Instant createdAt,
            @Nullable Instant verifiedAt,
            BigDecimal released,
            BigDecimal fee,
            BigDecimal refunded,
            @Nullable String payee) {}

    @PostMapping("/v1/payments")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Fund a job of the caller that has no payment yet; 402 if funds are insufficient")
    @Idempotent("payment.create")
    PaymentView create(Caller caller, @Valid @RequestBody PaymentCreate body) {
        return view(payForJob.pay(caller, body));
    }

    @GetMapping("/v1/payments")
    @Operation(summary = "Payments made or received by the caller, newest first")
    Slice<PaymentView> list(
            Caller caller,
            Page page,
            @RequestParam @Nullable @Pattern(regexp = "escrowed|disputed|released|refunded") String status) {
        return Slice.of(payments.list(caller, status, page), page, Payment::id).map(this::view);
    }

    @GetMapping("/v1/payments/{paymentId}")
    @Operation(summary = "A payment")
    PaymentView payment(Caller caller, @PathVariable UUID paymentId) {
        return view(payments.require(caller, paymentId));
    }

    @GetMapping("/v1/jobs/{jobId}/payment")
    @Operation(summary = "The payment of a job")
    PaymentView ofJob(Caller caller, @PathVariable UUID jobId) {
        return view(payments.requireOfJob(caller, jobId));
    }

    @GetMapping("/v1/payments/{paymentId}/receipt")
    @Operation(summary = "Receipt of a payment: settled amounts and fees")
    PaymentReceipt receipt(Caller caller, @PathVariable UUID paymentId) {
        PaymentView view = view(payments.require(caller, paymentId));
        return new PaymentReceipt(
                view.paymentId(),
                view.jobId(),
                view.amount(),
                view.currency(),
                view.status(),
                view.transactionHash() == null ? view.refundTransactionHash() : view.transactionHash(),
                view.createdAt(),
                view.releasedAt() == null ? view.refundedAt() : view.releasedAt(),
                view.released(),
                view.fee(),
                view.refunded(),
                view.payee());
    }

    private PaymentView view(Payment payment) {
        return PaymentView.of(payment, hashes.of(payment.settlement()));
    }
}
