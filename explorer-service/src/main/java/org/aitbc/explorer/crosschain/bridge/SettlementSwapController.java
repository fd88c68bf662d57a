package org.aitbc.explorer.crosschain.bridge;

import io.swagger.v3.oas.annotations.Hidden;
import java.util.UUID;
import org.aitbc.domain.chain.ChainSwaps;
import org.aitbc.domain.chain.ChainTransfers.*;
import org.aitbc.domain.error.*;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.*;
import org.aitbc.explorer.accounts.Account;
import org.aitbc.explorer.chain.Chains;
import org.aitbc.explorer.crosschain.wallets.Wallets;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RestController;

/** For other services only: the gateway has no route to it. */
@RestController
@Hidden
record SettlementSwapController(
        BridgeRequests requests,
        Swaps swaps,
        SwapTransactions transactions,
        Wallets wallets,
        Assets assets,
        Chains chains)
        implements ChainSwaps {

    @Override
    public Progress swap(Order order) {
        Caller owner = owner(order.owner());
        long chain = order.sourceChainId();
        String from = order.sourceAddress() == null
                ? wallets.theOnly(owner, chain)
                        .map(Account::address)
                        .orElseThrow(() -> new Invalid(
                                "SOURCE_WALLET_AMBIGUOUS",
                                "source_address: is needed, unless you have exactly one wallet on chain " + chain))
                : order.sourceAddress();
        SwapView view = requests.create(
                owner,
                new BridgeRequest(
                        from,
                        chain,
                        order.targetChainId(),
                        order.amount(),
                        assets.token(chains.require(chain), order.asset()),
                        order.recipient(),
                        null,
                        null,
                        null),
                key(order.id()));
        return progress(view, order.targetChainId());
    }

    @Override
    public Progress swap(UUID id, String owner) {
        Swap swap = require(id, owner);
        return progress(SwapView.of(swap, transactions.of(swap), null), swap.targetChain());
    }

    @Override
    public Progress cancelSwap(UUID id, String owner) {
        boolean late =
                swaps.cancel(require(id, owner).id(), "cancelled by its owner").isEmpty();
        Conflict.when(late, "NOT_CANCELLABLE", "it can no longer be cancelled");
        return swap(id, owner);
    }

    private Swap require(UUID id, String owner) {
        return swaps.underKey(owner(owner), key(id))
                .orElseThrow(() -> new NotFound("SWAP_NOT_FOUND", "no swap " + Ids.text(id)));
    }

    private static Progress progress(SwapView view, long target) {
        @Nullable
        String hash = view.transactions().stream()
                .filter(one -> one.chainId() == target && one.transactionHash() != null)
                .reduce((_, last) -> last)
                .map(one -> one.transactionHash())
                .orElse(null);
        Status status = switch (view.step()) {
            case SOURCE_LOCK -> Status.PENDING;
            case TARGET_LOCK, TARGET_CLAIM, SOURCE_CLAIM, RETURNING -> Status.IN_PROGRESS;
            case COMPLETED -> Status.COMPLETED;
            case CANCELLED, EXPIRED -> Status.REFUNDED;
            case FAILED -> Status.FAILED;
        };
        return new Progress(status, hash, view.estimatedCompletion(), view.completedAt(), view.reason());
    }

    private static Caller owner(String name) {
        return new Caller(name, Role.CLIENT, Caller.DEFAULT_TENANT);
    }

    private static String key(UUID id) {
        return "settlement-" + Ids.text(id);
    }
}
