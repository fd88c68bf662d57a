package org.aitbc.explorer.crosschain.bridge;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.aitbc.domain.id.Ids;
import org.aitbc.explorer.accounts.Accounts;
import org.aitbc.explorer.chain.Chain;
import org.aitbc.explorer.chain.Chains;
import org.aitbc.explorer.chain.Node;
import org.aitbc.explorer.crosschain.Coins;
import org.aitbc.explorer.crosschain.Tokens;
import org.aitbc.explorer.sending.Draft;
import org.aitbc.explorer.sending.Offer;
import org.aitbc.explorer.sending.Outbox;
import org.aitbc.explorer.sending.Sent;
import org.aitbc.explorer.sending.State;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.web3j.protocol.core.methods.request.Transaction;

/** The transactions of a swap, through the outbox, where each is sent once. */
@Component
class SwapMoves {

    /** Unlimited: the contract only takes tokens that its caller locks. */
    private static final BigInteger ALL = BigInteger.TWO.pow(256).subtract(BigInteger.ONE);

    /** From then on the pauses between tries are no longer: an hour, where the first is a minute. */
    private static final int DOUBLINGS = 6;

    private final Chains chains;
    private final Accounts accounts;
    private final LockContracts contracts;
    private final Tokens tokens;
    private final Outbox outbox;
    private final Quotes quotes;
    private final BridgeSettings settings;

    SwapMoves(
            Chains chains,
            Accounts accounts,
            LockContracts contracts,
            Tokens tokens,
            Outbox outbox,
            Quotes quotes,
            BridgeSettings settings) {
        this.chains = chains;
        this.accounts = accounts;
        this.contracts = contracts;
        this.tokens = tokens;
        this.outbox = outbox;
        this.quotes = quotes;
        this.settings = settings;
    }

    /** The newest, where it was made more than once. */
    Optional<Sent> find(Swap swap, Move move) {
        return tries(swap, move).reduce((_, later) -> later);
    }

    /** The lock, or the approval that it waits for. */
    Sent require(Swap swap, Move approval, Move lock) {
        return find(swap, lock).or(() -> find(swap, approval)).orElseThrow();
    }

    void cancel(Sent sent) {
        outbox.cancel(sent.id());
    }

    boolean canDeliver(Swap swap) {
        return isEnough(chains.require(swap.targetChain()), swap.targetToken(), swap.delivered());
    }

    /** Whether the suite has that much on a chain, and the gas for it, which is paid in coins. */
    boolean isEnough(Chain target, @Nullable String token, BigInteger units) {
        String suite = accounts.ofSuite(target.id()).address();
        BigInteger gas = quotes.gasThere(target);
        BigInteger coins = token == null ? units.add(gas) : gas;
        return Coins.balance(target, suite).compareTo(coins) >= 0
                && (token == null || tokens.balance(target, token, suite).compareTo(units) >= 0);
    }

    void make(Swap swap, Move move) {
        Lock lock = lock(swap, move);
        String suite = accounts.ofSuite(lock.chain().id()).address();
        switch (move) {
            case SOURCE_APPROVAL, TARGET_APPROVAL -> approve(swap, move, lock);
            case SOURCE_LOCK -> lockAfter(Move.SOURCE_APPROVAL, swap, move, lock);
            case TARGET_LOCK -> lockAfter(Move.TARGET_APPROVAL, swap, move, lock);
            case SOURCE_CLAIM -> send(swap, move, lock, suite, BigInteger.ZERO, lock.claim(swap.secret()));
            // told too late the secret would only take the client's coins
            case TARGET_CLAIM ->
                outbox.submit(draft(swap, move, lock, suite, BigInteger.ZERO, lock.claim(swap.secret()))
                        .notAfter(swap.targetUntil().minus(settings.slack())));
            case SOURCE_REFUND, TARGET_REFUND -> send(swap, move, lock, suite, BigInteger.ZERO, lock.refund());
        }
    }

    /** Makes one that has failed again, after a while that is twice as long each time. */
    void again(Swap swap, Move move) {
        List<Sent> tries = tries(swap, move).toList();
        Duration pause = settings.slack().multipliedBy(1L << Math.min(tries.size() - 1, DOUBLINGS));
        Instant ended = tries.getLast().endedAt();
        if (ended == null || !Instant.now().isBefore(ended.plus(pause))) {
            make(swap, move);
        }
    }

    /** What the lock that a transaction is about has come to, by the newest block that is final. */
    LockState look(Swap swap, Move move) {
        Lock lock = lock(swap, move);
        Node node = lock.chain().node();
        return LockState.of(node.send(node.web3j()
                        .ethCall(
                                Transaction.createEthCallTransaction(lock.from(), lock.contract(), lock.look()),
                                Finality.newestBlock(lock.chain())))
                .getValue());
    }

    /** Only an approval where one is needed: what the contract may not take yet cannot be locked. */
    private void lockAfter(Move approval, Swap swap, Move move, Lock lock) {
        if (lock.token() == null) {
            send(swap, move, lock, lock.from(), lock.units(), lock.make());
            return;
        }
        if (tokens.allowance(lock.chain(), lock.token(), lock.from(), lock.contract())
                        .compareTo(lock.units())
                < 0) {
            make(swap, approval);
        } else {
            send(swap, move, lock, lock.from(), BigInteger.ZERO, lock.make());
        }
    }

    private void approve(Swap swap, Move move, Lock lock) {
        outbox.submit(Draft.call(
                lock.chain().id(),
                lock.from(),
                Objects.requireNonNull(lock.token()),
                Tokens.approve(lock.contract(), ALL),
                move.purpose(),
                reference(swap, vain(swap, move))));
    }

    private void send(Swap swap, Move move, Lock lock, String from, BigInteger value, String data) {
        outbox.submit(draft(swap, move, lock, from, value, data));
    }

    private Draft draft(Swap swap, Move move, Lock lock, String from, BigInteger value, String data) {
        return new Draft(
                lock.chain().id(),
                from,
                lock.contract(),
                value,
                data,
                null,
                Offer.USUAL,
                move.purpose(),
                reference(swap, vain(swap, move)));
    }

    private Stream<Sent> tries(Swap swap, Move move) {
        return IntStream.iterate(0, number -> number + 1)
                .mapToObj(number -> outbox.find(move.purpose(), reference(swap, number)))
                .takeWhile(Optional::isPresent)
                .flatMap(Optional::stream);
    }

    /** How many came to nothing: the outbox takes each reference once, so the next one needs another. */
    private long vain(Swap swap, Move move) {
        return tries(swap, move)
                .filter(one -> one.state() == State.FAILED || one.state() == State.CANCELLED)
                .count();
    }

    private static String reference(Swap swap, long number) {
        String id = Ids.text(swap.id());
        return number == 0 ? id : id + ":" + number;
    }

    /** The lock that a transaction makes, claims or gives back. */
    private Lock lock(Swap swap, Move move) {
        Chain chain = chains.require(move.isOnSource() ? swap.sourceChain() : swap.targetChain());
        String kept = move.isOnSource() ? swap.sourceContract() : swap.targetContract();
        String contract = kept == null ? contracts.require(chain) : kept;
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
