package org.aitbc.domain.chain;

import jakarta.validation.Valid;
import java.util.UUID;
import org.aitbc.domain.chain.ChainTransfers.*;
import org.springframework.web.bind.annotation.*;
import org.springframework.web.service.annotation.*;

/** Coins and tokens that go from a principal's wallet to somebody on another chain, by hash time locks; service to service. */
@HttpExchange
public interface ChainSwaps {

    /** As {@link ChainTransfers#send}. */
    @PostExchange("/internal/swaps")
    Progress swap(@RequestBody @Valid Order order);

    /** @throws org.aitbc.domain.error.NotFound when nothing was handed in under this id */
    @GetExchange("/internal/swaps/{id}")
    Progress swap(@PathVariable UUID id, @RequestParam(name = "owner") String owner);

    /** @throws org.aitbc.domain.error.Conflict when it is too late */
    @PostExchange("/internal/swaps/{id}/cancel")
    Progress cancelSwap(@PathVariable UUID id, @RequestParam(name = "owner") String owner);
}
