package org.aitbc.explorer.crosschain.bridge;

import java.math.BigInteger;
import java.util.Objects;
import java.util.Optional;
import org.aitbc.domain.id.Ids;
import org.aitbc.explorer.accounts.Accounts;
import org.aitbc.explorer.chain.Chain;
import org.aitbc.explorer.chain.Chains;
import org.aitbc.explorer.chain.Node;
import org.aitbc.explorer.crosschain.Tokens;
import org.aitbc.explorer.sending.Draft;
import org.aitbc.explorer.sending.Offer;
import org.aitbc.explorer.sending.Outbox;
import org.aitbc.explorer.sending.Sent;
import org.springframework.stereotype.Component;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.methods.request.Transaction;

/** The transactions of a swap, through the outbox, where each is sent once. */
@Component
class SwapMoves {

    /** Without end: the contract takes only what who calls it locks. */
    private static final BigInteger ALL = BigInteger.TWO.pow(256).subtract(BigInteger.ONE);

    private final Chains chains;
    private final Accounts accounts;
    private final LockContracts contracts;
    private final Tokens tokens;
    private final Outbox outbox;

    SwapMoves(Chains chains, Accounts accounts, LockContracts contracts, Tokens tokens, Outbox outbox) {
        this.chains = chains;
        this.accounts = accounts;
        this.contracts = contracts;
        this.tokens = tokens;
        this.outbox = outbox;
    }

    Optional<Sent> find(Swap swap, Move move) {
        return outbox.find(move.purpose(), Ids.text(swap.id()));
    }

    void cancel(Sent sent) {
        outbox.cancel(sent.id());
    }

    boolean canDeliver(Swap swap) {
        Chain target = chains.require(swap.targetChain());
        String suite = accounts.ofSuite(target.id()).address();
        int more = tokens.balance(target, swap.targetToken(), suite).compareTo(swap.delivered());
        // coins pay for gas too
        return swap.targetToken() == null ? more > 0 : more >= 0;
    }

    void make(Swap swap, Move move) {
        Lock lock = lock(swap, move);
        String suite = accounts.ofSuite(lock.chain().id()).address();
        switch (move) {
            case SOURCE_APPROVAL, TARGET_APPROVAL -> approve(swap, move, lock);
            case SOURCE_LOCK -> lockAfter(Move.SOURCE_APPROVAL, swap, move, lock);
            case TARGET_LOCK -> lockAfter(Move.TARGET_APPROVAL, swap, move, lock);
            case SOURCE_CLAIM, TARGET_CLAIM ->
                send(swap, move, lock, suite, BigInteger.ZERO, lock.claim(swap.secret()));
            case SOURCE_REFUND, TARGET_REFUND -> send(swap, move, lock, suite, BigInteger.ZERO, lock.refund());
        }
    }

    /** Whether the lock that the refund is of was claimed in the end, as the contract says. */
    boolean isClaimed(Swap swap, Move refund) {
        Lock lock = lock(swap, refund);
        Node node = lock.chain().node();
        return Lock.isClaimed(node.send(node.web3j()
                        .ethCall(
                                Transaction.createEthCallTransaction(lock.from(), lock.contract(), lock.look()),
                                DefaultBlockParameterName.LATEST))
                .getValue());
    }

    /** An account's transactions go in their order, so what is locked may be taken by then. */
    private void lockAfter(Move approval, Swap swap, Move move, Lock lock) {
        if (lock.token() == null) {
            send(swap, move, lock, lock.from(), lock.units(), lock.make());
            return;
        }
        if (tokens.allowance(lock.chain(), lock.token(), lock.from(), lock.contract())
                        .compareTo(lock.units())
                < 0) {
            make(swap, approval);
        }
        send(swap, move, lock, lock.from(), BigInteger.ZERO, lock.make());
    }

    private void approve(Swap swap, Move move, Lock lock) {
        outbox.submit(Draft.call(
                lock.chain().id(),
                lock.from(),
                Objects.requireNonNull(lock.token()),
                Tokens.approve(lock.contract(), ALL),
                move.purpose(),
                Ids.text(swap.id())));
    }

    private void send(Swap swap, Move move, Lock lock, String from, BigInteger value, String data) {
        outbox.submit(new Draft(
                lock.chain().id(),
                from,
                lock.contract(),
                value,
                data,
                null,
                Offer.USUAL,
                move.purpose(),
                Ids.text(swap.id())));
    }

    /** The lock that a transaction makes, claims or gives back. */
    private Lock lock(Swap swap, Move move) {
        Chain chain = chains.require(move.isOnSource() ? swap.sourceChain() : swap.targetChain());
        String contract = contracts.require(chain);
        String suite = accounts.ofSuite(chain.id()).address();
        return move.isOnSource()
                ? new Lock(
                        chain,
                        contract,
                        swap.wallet(),
                        suite,
                        swap.sourceToken(),
                        swap.units(),
                        swap.hash(),
                        swap.sourceUntil())
                : new Lock(
                        chain,
                        contract,
                        suite,
                        swap.recipient(),
                        swap.targetToken(),
                        swap.delivered(),
                        swap.hash(),
                        swap.targetUntil());
    }
}
