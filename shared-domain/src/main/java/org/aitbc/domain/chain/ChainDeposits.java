package org.aitbc.domain.chain;

import jakarta.validation.Valid;
import jakarta.validation.constraints.*;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.*;
import org.springframework.web.service.annotation.*;

/** Addresses that others pay to, and what came in there, by the index of the chain; service to service. */
@HttpExchange
public interface ChainDeposits {

    /**
     * An address for one deposit alone. A repetition is answered with the same address.
     *
     * @throws org.aitbc.domain.error.NotFound for a chain that is not configured
     * @throws org.aitbc.domain.error.Unavailable when its node does not answer, or explorer-service cannot be reached
     */
    @PostExchange("/internal/deposits")
    Address open(@RequestBody @Valid Order order);

    /**
     * @param transaction whose hash is looked up besides; null for none
     * @throws org.aitbc.domain.error.NotFound when no address was made for this id
     */
    @GetExchange("/internal/deposits/{id}")
    Seen seen(
            @PathVariable UUID id, @RequestParam(name = "transaction", required = false) @Nullable String transaction);

    /** What all deposits of a coin or token came to. */
    @GetExchange("/internal/deposits")
    Funds funds(
            @RequestParam(name = "chain_id") long chainId,
            @RequestParam(name = "token", required = false) @Nullable String token);

    /** @param token its contract; null for the chain's coin */
    record Order(
            @NotNull UUID id,
            long chainId,
            @Nullable @Pattern(regexp = "0x[0-9a-fA-F]{40}") String token) {}

    record Address(UUID id, String address) {}

    /**
     * @param transfers in the order of the chain
     * @param until all blocks up to then are read
     * @param known whether the chain has the transaction that was looked up
     */
    record Seen(List<Transfer> transfers, Instant until, boolean known) {}

    /**
     * @param id names it for good: chain, transaction and place in it
     * @param amount of whole coins or tokens
     * @param confirmations blocks on top of its own
     * @param settled whether these are enough
     */
    record Transfer(
            String id,
            String address,
            String transactionHash,
            BigDecimal amount,
            long blockNumber,
            Instant at,
            long confirmations,
            boolean settled) {}

    /**
     * @param received by settled transfers
     * @param unconfirmed received by the others
     * @param transfers the last 100
     * @param indexed the last block that is read
     */
    record Funds(
            String chain,
            long indexed,
            int addresses,
            BigDecimal received,
            BigDecimal unconfirmed,
            BigDecimal sent,
            List<Transfer> transfers) {}
}
