package org.aitbc.explorer.crosschain.bridge;

import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.aitbc.domain.identity.Caller;
import org.aitbc.explorer.crosschain.Amounts;
import org.aitbc.explorer.crosschain.wallets.Wallets;
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
    private final Pairs pairs;
    private final Wallets wallets;

    BridgeRequests(
            CreateSwap createSwap,
            Quotes quotes,
            Swaps swaps,
            SwapTransactions transactions,
            Pairs pairs,
            Wallets wallets) {
        this.createSwap = createSwap;
        this.quotes = quotes;
        this.swaps = swaps;
        this.transactions = transactions;
        this.pairs = pairs;
        this.wallets = wallets;
    }

    SwapView create(Caller caller, BridgeRequest request, @Nullable String key) {
        Optional<Swap> before = key == null ? Optional.empty() : swaps.underKey(caller, key);
        if (before.isPresent()) {
            return again(caller, before.get(), request);
        }
        Quote quote = createSwap.quote(caller, request);
        try {
            return of(createSwap.begin(caller, request, quote, key), quote);
        } catch (DuplicateKeyException atTheSameTime) {
            return again(caller, swaps.underKey(caller, String.valueOf(key)).orElseThrow(), request);
        }
    }

    private SwapView again(Caller caller, Swap swap, BridgeRequest request) {
        boolean same = swap.sourceChain() == request.sourceChainId()
                && swap.targetChain() == request.targetChainId()
                && swap.wallet().equalsIgnoreCase(request.userAddress())
                && isFor(caller, swap, request.targetAddress())
                && Objects.equals(swap.sourceToken(), lower(request.tokenAddress()))
                && Amounts.amount(swap.units(), swap.decimals()).compareTo(request.amount()) == 0;
        if (!same) {
            throw IdempotencyHeader.reused();
        }
        Pair pair = pairs.require(swap.sourceChain(), swap.targetChain(), swap.sourceToken());
        return of(swap, quotes.of(pair, swap.units(), swap.decimals()));
    }

    /** Without a named recipient it was a wallet of the caller, who may have more by now. */
    private boolean isFor(Caller caller, Swap swap, @Nullable String named) {
        return named == null
                ? wallets.has(caller, swap.targetChain(), swap.recipient())
                : swap.recipient().equalsIgnoreCase(named);
    }

    private static @Nullable String lower(@Nullable String address) {
        return address == null ? null : address.toLowerCase(Locale.ROOT);
    }

    private SwapView of(Swap swap, Quote quote) {
        return SwapView.of(swap, transactions.of(swap), Instant.now().plus(quote.duration()));
    }
}
