package org.aitbc.explorer.crosschain.bridge;

import java.time.Instant;
import java.util.Optional;
import org.aitbc.domain.identity.Caller;
import org.aitbc.explorer.chain.Chains;
import org.aitbc.explorer.crosschain.Amounts;
import org.aitbc.starter.request.IdempotencyHeader;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/** Takes bridge requests: the same request with the same key is one swap. */
@Component
class BridgeRequests {

    private final CreateSwap createSwap;
    private final Quotes quotes;
    private final Swaps swaps;
    private final SwapTransactions transactions;
    private final Chains chains;

    BridgeRequests(CreateSwap createSwap, Quotes quotes, Swaps swaps, SwapTransactions transactions, Chains chains) {
        this.createSwap = createSwap;
        this.quotes = quotes;
        this.swaps = swaps;
        this.transactions = transactions;
        this.chains = chains;
    }

    SwapView create(Caller caller, BridgeRequest request, @Nullable String key) {
        Optional<Swap> before = key == null ? Optional.empty() : swaps.underKey(caller, key);
        if (before.isPresent()) {
            return again(before.get(), request);
        }
        Quote quote = createSwap.quote(caller, request);
        try {
            return of(createSwap.begin(caller, request, quote, key), quote);
        } catch (DuplicateKeyException atTheSameTime) {
            return again(swaps.underKey(caller, String.valueOf(key)).orElseThrow(), request);
        }
    }

    private SwapView again(Swap swap, BridgeRequest request) {
        boolean same = swap.sourceChain() == request.sourceChainId()
                && swap.targetChain() == request.targetChainId()
                && swap.wallet().equalsIgnoreCase(request.userAddress())
                && swap.recipient().equalsIgnoreCase(request.recipient())
                && Amounts.amount(swap.units(), swap.decimals()).compareTo(request.amount()) == 0;
        if (!same) {
            throw IdempotencyHeader.reused();
        }
        return of(
                swap, quotes.of(chains.require(swap.sourceChain()), chains.require(swap.targetChain()), swap.units()));
    }

    private SwapView of(Swap swap, Quote quote) {
        return SwapView.of(swap, transactions.of(swap), Instant.now().plus(quote.duration()));
    }
}
