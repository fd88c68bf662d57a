package org.aitbc.trading.settlement;

import com.fasterxml.jackson.annotation.*;
import jakarta.persistence.*;
import jakarta.validation.constraints.*;
import java.math.*;
import java.time.Instant;
import java.util.UUID;
import org.aitbc.domain.chain.ChainTransfers.*;
import org.aitbc.domain.error.Invalid;
import org.aitbc.starter.jpa.Aggregate;
import org.jspecify.annotations.Nullable;

/** What is moved on chains for its owner, by explorer-service under the same id. */
@Entity
class Settlement extends Aggregate {

    /**
     * @param assetType the symbol of the chain's coin, or of a token that is configured, such as {@code AITBC}
     * @param sourceAddress the caller's wallet; where not said, the only one that it has on the source chain
     * @param gasLimit for transfers on one chain, as the gas price, which is in the smallest unit of the coin
     */
    @Embeddable
    record CrossChainSettlementRequest(
            @NotNull @Pattern(regexp = "[0-9]{1,18}", message = "must be the number of a chain")
            String sourceChainId,

            @NotNull @Pattern(regexp = "[0-9]{1,18}", message = "must be the number of a chain")
            String targetChainId,

            @NotNull @Positive @Digits(integer = 20, fraction = 18)
            BigDecimal amount,

            @NotNull @Size(min = 1, max = 32) String assetType,

            @NotNull @Pattern(regexp = "0x[0-9a-fA-F]{40}", message = "must be an address")
            String recipientAddress,

            @Nullable @Pattern(regexp = "0x[0-9a-fA-F]{40}", message = "must be an address")
            String sourceAddress,

            @Nullable @Positive @Max(1_000_000_000) Long gasLimit,

            @Nullable @Positive @Digits(integer = 30, fraction = 0)
            BigDecimal gasPrice) {

        @JsonIgnore
        boolean isTransfer() {
            return Long.parseLong(sourceChainId) == Long.parseLong(targetChainId);
        }
    }

    @JsonIgnore
    protected String owner;

    @JsonUnwrapped
    protected CrossChainSettlementRequest request;

    protected Status status = Status.PENDING;
    protected @Nullable String transactionHash;
    protected @Nullable Instant estimatedCompletion;
    protected Instant createdAt;

    @JsonIgnore
    protected @Nullable Instant attemptedAt;

    protected @Nullable Instant completedAt;
    protected @Nullable String errorMessage;
    /** When the chains were asked last; null while it is not known to have been handed in. */
    protected @Nullable Instant asOf;

    protected Settlement() {}

    Settlement(String owner, CrossChainSettlementRequest request, Instant now) {
        boolean gas = request.gasLimit != null || request.gasPrice != null;
        Invalid.when(
                gas && !request.isTransfer(), "VALIDATION_ERROR", "gas_limit: the swap chooses what it pays for gas");
        this.owner = owner;
        this.request = request;
        this.createdAt = now;
    }

    @Override
    @JsonProperty("settlement_id")
    public UUID id() {
        return super.id();
    }

    Order order() {
        BigDecimal price = request.gasPrice;
        return new Order(
                id(),
                owner,
                Long.parseLong(request.sourceChainId),
                Long.parseLong(request.targetChainId),
                request.assetType,
                request.amount,
                request.recipientAddress,
                request.sourceAddress,
                request.gasLimit,
                price == null ? null : price.toBigIntegerExact());
    }

    boolean isOpen() {
        return status == Status.PENDING || status == Status.IN_PROGRESS;
    }

    /** What the chains say wins over what was thought before. */
    void follow(Progress progress, Instant now) {
        status = progress.status();
        transactionHash = progress.transactionHash();
        if (progress.estimatedCompletion() != null) {
            estimatedCompletion = progress.estimatedCompletion();
        }
        completedAt = progress.completedAt();
        errorMessage = progress.error();
        asOf = now;
    }

    void fail(String why, Instant now) {
        status = Status.FAILED;
        errorMessage = why;
        completedAt = now;
    }
}
