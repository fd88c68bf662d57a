package org.aitbc.explorer.crosschain.transfers;

import io.swagger.v3.oas.annotations.Hidden;
import java.util.UUID;
import org.aitbc.domain.chain.ChainTransfers;
import org.aitbc.domain.error.*;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.*;
import org.aitbc.explorer.accounts.Account;
import org.aitbc.explorer.chain.Chains;
import org.aitbc.explorer.crosschain.bridge.Assets;
import org.aitbc.explorer.crosschain.wallets.Wallets;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.RestController;

/** For other services only: the gateway has no route to it. */
@RestController
@Hidden
record SettlementTransferController(
        SubmitTransfer submit, Transfers transfers, Wallets wallets, Assets assets, Chains chains, JdbcClient jdbc)
        implements ChainTransfers {

    @Override
    public Progress send(Order order) {
        Caller owner = owner(order.owner());
        long chain = order.sourceChainId();
        String from = order.sourceAddress() == null
                ? wallets.theOnly(owner, chain)
                        .map(Account::address)
                        .orElseThrow(() -> new Invalid(
                                "SOURCE_WALLET_AMBIGUOUS",
                                "source_address: is needed, unless you have exactly one wallet on chain " + chain))
                : order.sourceAddress();
        TransferRequest request = new TransferRequest(
                null,
                chain,
                "transfer",
                from,
                order.recipient(),
                order.amount(),
                assets.token(chains.require(chain), order.asset()),
                null,
                null,
                order.gasLimit(),
                order.gasPrice(),
                null,
                null);
        return progress(submit.submit(owner, request, from, null, key(order.id())));
    }

    @Override
    public Progress transfer(UUID id, String owner) {
        return progress(transfers.require(owner(owner), outgoing(id, owner)));
    }

    @Override
    public Progress cancelTransfer(UUID id, String owner) {
        try {
            transfers.cancel(owner(owner), outgoing(id, owner));
        } catch (Conflict late) {
            throw new Conflict("NOT_CANCELLABLE", "it can no longer be cancelled");
        }
        return transfer(id, owner);
    }

    private UUID outgoing(UUID id, String owner) {
        return jdbc.sql("select id from explorer.outgoing where purpose = ? and reference = ?")
                .params(Transfers.PURPOSE, owner + " " + key(id))
                .query(UUID.class)
                .optional()
                .orElseThrow(() -> new NotFound("TRANSFER_NOT_FOUND", "no transfer " + Ids.text(id)));
    }

    /** What was cancelled, or was in no block in time, never left the wallet. */
    private static Progress progress(Transfer transfer) {
        Status status = switch (transfer.status()) {
            case "queued" -> Status.PENDING;
            case "completed" -> Status.COMPLETED;
            case "failed" -> Status.FAILED;
            case "cancelled", "expired" -> Status.REFUNDED;
            default -> Status.IN_PROGRESS;
        };
        boolean over = status != Status.PENDING && status != Status.IN_PROGRESS;
        return new Progress(
                status, transfer.transactionHash(), null, over ? transfer.updatedAt() : null, transfer.errorMessage());
    }

    private static Caller owner(String name) {
        return new Caller(name, Role.CLIENT, Caller.DEFAULT_TENANT);
    }

    private static String key(UUID id) {
        return "settlement-" + Ids.text(id);
    }
}
