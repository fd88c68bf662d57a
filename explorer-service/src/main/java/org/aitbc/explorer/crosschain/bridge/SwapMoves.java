package org.aitbc.explorer.crosschain.bridge;

import java.math.BigInteger;
import java.util.Optional;
import org.aitbc.domain.id.Ids;
import org.aitbc.explorer.accounts.Accounts;
import org.aitbc.explorer.chain.Chain;
import org.aitbc.explorer.chain.Chains;
import org.aitbc.explorer.chain.Node;
import org.aitbc.explorer.crosschain.Coins;
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

    private final Chains chains;
    private final Accounts accounts;
    private final LockContracts contracts;
    private final Outbox outbox;

    SwapMoves(Chains chains, Accounts accounts, LockContracts contracts, Outbox outbox) {
        this.chains = chains;
        this.accounts = accounts;
        this.contracts = contracts;
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
        return Coins.balance(target, accounts.ofSuite(target.id()).address()).compareTo(swap.delivered()) > 0;
    }

    void make(Swap swap, Move move) {
        Lock lock = lock(swap, move);
        String suite = accounts.ofSuite(lock.chainId()).address();
        switch (move) {
            case SOURCE_LOCK, TARGET_LOCK -> send(swap, move, lock, lock.from(), lock.units(), lock.make());
            case SOURCE_CLAIM, TARGET_CLAIM ->
                send(swap, move, lock, suite, BigInteger.ZERO, lock.claim(swap.secret()));
            case SOURCE_REFUND, TARGET_REFUND -> send(swap, move, lock, suite, BigInteger.ZERO, lock.refund());
        }
    }

    /** Whether the lock that the refund is of was claimed in the end, as the contract says. */
    boolean isClaimed(Swap swap, Move refund) {
        Lock lock = lock(swap, refund);
        Node node = chains.require(lock.chainId()).node();
        return Lock.isClaimed(node.send(node.web3j()
                        .ethCall(
                                Transaction.createEthCallTransaction(lock.from(), lock.contract(), lock.look()),
                                DefaultBlockParameterName.LATEST))
                .getValue());
    }

    private void send(Swap swap, Move move, Lock lock, String from, BigInteger value, String data) {
        outbox.submit(new Draft(
                lock.chainId(),
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
        long chainId = move.isOnSource() ? swap.sourceChain() : swap.targetChain();
        String contract = contracts.require(chains.require(chainId));
        String suite = accounts.ofSuite(chainId).address();
        return move.isOnSource()
                ? new Lock(chainId, contract, swap.wallet(), suite, swap.units(), swap.hash(), swap.sourceUntil())
                : new Lock(
                        chainId, contract, suite, swap.recipient(), swap.delivered(), swap.hash(), swap.targetUntil());
    }
}
