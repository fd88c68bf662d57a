package org.aitbc.explorer.crosschain.bridge;

import java.math.BigInteger;
import java.util.Optional;
import org.aitbc.domain.id.Ids;
import org.aitbc.explorer.accounts.Accounts;
import org.aitbc.explorer.chain.Chain;
import org.aitbc.explorer.chain.Chains;
import org.aitbc.explorer.crosschain.Coins;
import org.aitbc.explorer.sending.Draft;
import org.aitbc.explorer.sending.Offer;
import org.aitbc.explorer.sending.Outbox;
import org.aitbc.explorer.sending.Sent;
import org.springframework.stereotype.Component;
import org.web3j.abi.datatypes.generated.Bytes32;
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
        Chain chain = chains.require(move.isOnSource() ? swap.sourceChain() : swap.targetChain());
        String contract = contracts.require(chain);
        String suite = accounts.ofSuite(chain.id()).address();
        switch (move) {
            case SOURCE_LOCK ->
                send(
                        chain,
                        swap,
                        move,
                        swap.wallet(),
                        contract,
                        swap.units(),
                        Locks.lock(suite, swap.units(), swap.hash(), swap.sourceUntil()));
            case TARGET_LOCK ->
                send(
                        chain,
                        swap,
                        move,
                        suite,
                        contract,
                        swap.delivered(),
                        Locks.lock(swap.recipient(), swap.delivered(), swap.hash(), swap.targetUntil()));
            case TARGET_CLAIM ->
                send(
                        chain,
                        swap,
                        move,
                        suite,
                        contract,
                        BigInteger.ZERO,
                        Locks.claim(targetLock(swap, chain, contract, suite), swap.secret()));
            case SOURCE_CLAIM ->
                send(
                        chain,
                        swap,
                        move,
                        suite,
                        contract,
                        BigInteger.ZERO,
                        Locks.claim(sourceLock(swap, chain, contract, suite), swap.secret()));
            case TARGET_REFUND ->
                send(
                        chain,
                        swap,
                        move,
                        suite,
                        contract,
                        BigInteger.ZERO,
                        Locks.refund(targetLock(swap, chain, contract, suite)));
            case SOURCE_REFUND ->
                send(
                        chain,
                        swap,
                        move,
                        suite,
                        contract,
                        BigInteger.ZERO,
                        Locks.refund(sourceLock(swap, chain, contract, suite)));
        }
    }

    /** Whether the lock that the refund is of was claimed in the end, as the contract says. */
    boolean isClaimed(Swap swap, Move refund) {
        Chain chain = chains.require(refund.isOnSource() ? swap.sourceChain() : swap.targetChain());
        String contract = contracts.require(chain);
        String suite = accounts.ofSuite(chain.id()).address();
        Bytes32 id = refund.isOnSource()
                ? sourceLock(swap, chain, contract, suite)
                : targetLock(swap, chain, contract, suite);
        return Locks.isClaimed(chain.node()
                .send(chain.node()
                        .web3j()
                        .ethCall(
                                Transaction.createEthCallTransaction(suite, contract, Locks.look(id)),
                                DefaultBlockParameterName.LATEST))
                .getValue());
    }

    private void send(Chain chain, Swap swap, Move move, String from, String contract, BigInteger value, String data) {
        outbox.submit(new Draft(
                chain.id(), from, contract, value, data, null, Offer.USUAL, move.purpose(), Ids.text(swap.id())));
    }

    private static Bytes32 sourceLock(Swap swap, Chain chain, String contract, String suite) {
        return Locks.id(chain.id(), contract, swap.wallet(), suite, swap.units(), swap.hash(), swap.sourceUntil());
    }

    private static Bytes32 targetLock(Swap swap, Chain chain, String contract, String suite) {
        return Locks.id(
                chain.id(), contract, suite, swap.recipient(), swap.delivered(), swap.hash(), swap.targetUntil());
    }
}
