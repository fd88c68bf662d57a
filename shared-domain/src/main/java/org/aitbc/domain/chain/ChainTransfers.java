package org.aitbc.domain.chain;

import jakarta.validation.Valid;
import jakarta.validation.constraints.*;
import java.math.*;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.*;
import org.springframework.web.service.annotation.*;

/** Coins and tokens that go from a principal's wallet to somebody on the same chain; service to service. */
@HttpExchange
public interface ChainTransfers {

    /**
     * Sends. A repetition sends nothing twice.
     *
     * @throws org.aitbc.domain.error.DomainException when it is refused, and nothing was sent
     * @throws org.aitbc.domain.error.Unavailable when the chain's node or explorer-service cannot be reached
     */
    @PostExchange("/internal/transfers")
    Progress send(@RequestBody @Valid Order order);

    /** @throws org.aitbc.domain.error.NotFound when nothing was handed in under this id */
    @GetExchange("/internal/transfers/{id}")
    Progress transfer(@PathVariable UUID id, @RequestParam(name = "owner") String owner);

    /** @throws org.aitbc.domain.error.Conflict when it is too late */
    @PostExchange("/internal/transfers/{id}/cancel")
    Progress cancelTransfer(@PathVariable UUID id, @RequestParam(name = "owner") String owner);

    /**
     * @param asset the symbol of the chain's coin, or of a token that is configured
     * @param sourceAddress null for the only wallet that the owner has there
     * @param gasPrice in the smallest unit of the coin
     */
    record Order(
            @NotNull UUID id,
            @NotNull String owner,
            long sourceChainId,
            long targetChainId,
            @NotNull String asset,
            @NotNull @Positive BigDecimal amount,
            @NotNull String recipient,
            @Nullable String sourceAddress,
            @Nullable Long gasLimit,
            @Nullable BigInteger gasPrice) {}

    /** {@code REFUNDED}: it was given up, and what was locked is back. */
    enum Status {
        PENDING,
        IN_PROGRESS,
        COMPLETED,
        FAILED,
        REFUNDED
    }

    /** @param transactionHash on the chain that it goes to */
    record Progress(
            Status status,
            @Nullable String transactionHash,
            @Nullable Instant estimatedCompletion,
            @Nullable Instant completedAt,
            @Nullable String error) {}
}
