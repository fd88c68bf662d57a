package org.aitbc.payment.wallets;

import java.time.Instant;
import java.util.UUID;
import org.aitbc.domain.error.Forbidden;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.payment.Currency;
import org.aitbc.payment.ledger.Account;
import org.aitbc.payment.ledger.Amounts;
import org.aitbc.payment.ledger.LedgerWriter;
import org.aitbc.payment.ledger.Posting;
import org.aitbc.payment.ledger.Posting.Transfer;
import org.aitbc.payment.wallets.Deposits.Deposit;
import org.aitbc.payment.wallets.NetworkController.NetworkTransfer;
import org.aitbc.payment.wallets.WalletController.Boundary;
import org.aitbc.payment.wallets.WalletController.Moved;
import org.aitbc.payment.wallets.WalletController.PaymentRequest;
import org.aitbc.payment.wallets.WalletController.Sent;
import org.aitbc.starter.idempotent.IdempotencyKey;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Moves money between wallets, and over the boundary of the suite. The posting's id is made from the caller's
 * {@code Idempotency-Key}, so the ledger itself answers a repetition as the first time.
 */
@Component
class MoveMoney {

    private static final String DONE = "completed";

    private final Wallets wallets;
    private final LedgerWriter ledger;
    private final Deposits deposits;

    MoveMoney(Wallets wallets, LedgerWriter ledger, Deposits deposits) {
        this.wallets = wallets;
        this.ledger = ledger;
        this.deposits = deposits;
    }

    Sent send(Caller caller, @Nullable String key, PaymentRequest request) {
        if (!request.fromWallet().equals(caller.subject())) {
            throw new Forbidden("NOT_YOUR_WALLET", "from_wallet: your own is " + caller.subject());
        }
        if (request.toWallet().equals(caller.subject())) {
            throw new Invalid("VALIDATION_ERROR", "to_wallet: is your own, name another principal");
        }
        wallets.requireKnown(request.toWallet());
        UUID id = IdempotencyKey.id(caller, key);
        Currency currency = Currency.orAitbc(request.currency());
        Instant at = ledger.post(Posting.of(
                id,
                "send",
                about(request),
                new Transfer(
                        Account.available(caller.subject(), currency),
                        Account.available(request.toWallet(), currency),
                        request.amount())));
        return new Sent(
                Ids.text(id),
                DONE,
                at,
                caller.subject(),
                request.toWallet(),
                Amounts.shown(request.amount()),
                currency,
                request.bookingId(),
                request.taskId());
    }

    Moved deposit(Caller caller, @Nullable String key, Boundary request) {
        wallets.requireKnown(request.wallet());
        Currency currency = Currency.orAitbc(request.currency());
        Transfer transfer = new Transfer(
                Account.external(currency), Account.available(request.wallet(), currency), request.amount());
        Deposit deposit = deposits.credit(IdempotencyKey.id(caller, key), request.reference(), transfer);
        return new Moved(
                deposit.id(),
                DONE,
                deposit.at(),
                deposit.wallet(),
                Amounts.shown(deposit.amount()),
                deposit.currency());
    }

    Moved withdraw(Caller caller, @Nullable String key, Boundary request) {
        Currency currency = Currency.orAitbc(request.currency());
        Transfer transfer = new Transfer(
                Account.available(request.wallet(), currency), Account.external(currency), request.amount());
        return move(caller, key, "withdraw", request.reference(), transfer, request.wallet());
    }

    /** Between accounts of the network. */
    Moved within(Caller caller, @Nullable String key, NetworkTransfer request) {
        Currency currency = Currency.orAitbc(request.currency());
        Transfer transfer = new Transfer(
                new Account(Account.NETWORK, currency, request.source()),
                new Account(Account.NETWORK, currency, request.target()),
                request.amount());
        return move(caller, key, "network", request.reference(), transfer, Account.NETWORK);
    }

    private Moved move(
            Caller caller, @Nullable String key, String kind, String reference, Transfer transfer, String wallet) {
        UUID id = IdempotencyKey.id(caller, key);
        Instant at = ledger.post(Posting.of(id, kind, reference, transfer));
        return new Moved(
                id,
                DONE,
                at,
                wallet,
                Amounts.shown(transfer.amount()),
                transfer.from().currency());
    }

    private static String about(PaymentRequest request) {
        String booking = request.bookingId() == null ? "" : "booking " + request.bookingId();
        String task = request.taskId() == null ? "" : "task " + request.taskId();
        return (booking + " " + task).strip();
    }
}
