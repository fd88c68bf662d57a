package org.aitbc.explorer.sending;

import java.math.BigInteger;
import java.security.SignatureException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.aitbc.servicetest.simulation.Simulation;
import org.jspecify.annotations.Nullable;
import org.web3j.crypto.Hash;
import org.web3j.crypto.SignedRawTransaction;
import org.web3j.crypto.TransactionDecoder;
import org.web3j.crypto.transaction.type.Transaction1559;
import org.web3j.utils.Numeric;

/** A chain of one account: blocks, a pool with one transaction per nonce, and all that may happen to both. */
final class ModelChain {

    /** Calls with this in front revert. */
    static final String REVERTS = "0xff";

    record Tx(
            String hash,
            String from,
            long nonce,
            BigInteger tip,
            BigInteger maxFee,
            String to,
            BigInteger value,
            String data) {

        private static final BigInteger GAS = BigInteger.valueOf(21_000);

        BigInteger cost() {
            return value.add(maxFee.multiply(GAS));
        }

        boolean succeeds() {
            return !data.startsWith(REVERTS);
        }

        /** Whether it is nothing but the end of its nonce. */
        boolean isNothing() {
            return to.equals(from) && data.equals("0x");
        }
    }

    /**
     * @param transactions what has taken effect
     * @param listed what the node says is in it
     */
    record Block(String hash, List<Tx> transactions, List<Tx> listed) {

        Block withoutEffect() {
            return new Block(hash, List.of(), listed);
        }
    }

    private final Simulation simulation;
    private final List<Block> blocks = new ArrayList<>();
    private final Map<Long, Tx> pool = new TreeMap<>();
    /** All that was ever offered, by nonce: what was signed for it besides nothing. */
    private final Map<Long, Set<String>> offered = new HashMap<>();

    private long made;
    long baseFee = 100;
    boolean broke;
    /** All that the account was ever given. */
    BigInteger given = BigInteger.TEN.pow(12);

    ModelChain(Simulation simulation) {
        this.simulation = simulation;
        mine(0);
    }

    long head() {
        return blocks.size() - 1L;
    }

    BigInteger balance() {
        return broke
                ? BigInteger.ZERO
                : given.subtract(transactions().stream().map(Tx::cost).reduce(BigInteger.ZERO, BigInteger::add));
    }

    String genesis() {
        return blocks.getFirst().hash();
    }

    Block block(long number) {
        return blocks.get((int) number);
    }

    List<Tx> transactions() {
        return blocks.stream().flatMap(block -> block.transactions().stream()).toList();
    }

    long count(long block) {
        return blocks.subList(0, (int) Math.min(block, head()) + 1).stream()
                .mapToLong(one -> one.transactions().size())
                .sum();
    }

    /** Whether it is in a block with so many others on top. */
    boolean isDeep(@Nullable String hash, int depth) {
        return blocks.subList(0, Math.max(0, blocks.size() - depth)).stream()
                .flatMap(block -> block.transactions().stream())
                .anyMatch(tx -> tx.hash().equals(hash));
    }

    boolean isInPool(String hash) {
        return pool.values().stream().anyMatch(tx -> tx.hash().equals(hash));
    }

    /** A block of what the pool has next, as far as it is paid for. */
    void mine(int most) {
        List<Tx> next = new ArrayList<>();
        long nonce = blocks.isEmpty() ? 0 : count(head());
        BigInteger left = balance();
        while (next.size() < most && paid(pool.get(nonce), left)) {
            Tx tx = Objects.requireNonNull(pool.remove(nonce));
            next.add(tx);
            left = left.subtract(tx.cost());
            nonce++;
        }
        blocks.add(new Block("0xb" + made, List.copyOf(next), List.copyOf(next)));
        made++;
        long count = nonce;
        pool.keySet().removeIf(old -> old < count);
        simulation.note("block " + head() + " of " + next.size());
    }

    /** The last blocks are replaced by as many others; what was in them may come back to the pool. */
    void reorganise(int depth) {
        int kept = Math.max(1, blocks.size() - depth);
        List<Block> gone = List.copyOf(blocks.subList(kept, blocks.size()));
        blocks.subList(kept, blocks.size()).clear();
        boolean kind = simulation.chance(0.5);
        gone.stream()
                .flatMap(block -> block.transactions().stream())
                .filter(_ -> kind || simulation.chance(0.3))
                .forEach(tx -> pool.putIfAbsent(tx.nonce(), tx));
        simulation.note("reorganisation of " + gone.size());
        gone.forEach(_ -> mine(simulation.below(3)));
    }

    /** As a node that is restarted, or one with too much to keep. */
    void forget() {
        boolean all = simulation.chance(0.3);
        pool.values().removeIf(_ -> all || simulation.chance(0.6));
        simulation.note("the pool forgets");
    }

    /** The last blocks stay, but the accounts go back to what they were before them. */
    void tear(int depth) {
        blocks.subList(Math.max(1, blocks.size() - depth), blocks.size()).replaceAll(Block::withoutEffect);
        simulation.note(depth + " blocks lose their effect");
    }

    Reply offer(String raw) {
        Tx tx = decoded(raw);
        if (!tx.isNothing()) {
            offered.computeIfAbsent(tx.nonce(), _ -> new HashSet<>()).add(tx.data());
        }
        Tx rival = pool.get(tx.nonce());
        if (isInPool(tx.hash())) {
            return refusal("already known");
        }
        if (tx.nonce() < count(head())) {
            return refusal("nonce too low");
        }
        if (tx.cost().compareTo(balance()) > 0) {
            return refusal("insufficient funds for gas * price + value");
        }
        if (rival != null && !(raises(rival.maxFee(), tx.maxFee()) && raises(rival.tip(), tx.tip()))) {
            return refusal("replacement transaction underpriced");
        }
        pool.put(tx.nonce(), tx);
        return Reply.taken();
    }

    /** What was signed at each nonce, without what only ends it. */
    Map<Long, Set<String>> offered() {
        return offered;
    }

    private boolean paid(@Nullable Tx tx, BigInteger left) {
        return tx != null
                && tx.maxFee().longValueExact() >= baseFee
                && tx.cost().compareTo(left) <= 0;
    }

    private static boolean raises(BigInteger from, BigInteger to) {
        return to.multiply(BigInteger.TEN).compareTo(from.multiply(BigInteger.valueOf(11))) >= 0;
    }

    private static Reply refusal(String words) {
        Reply reply = Reply.refusal(-32000, words);
        return reply.verdict() == Reply.Verdict.TAKEN ? Reply.taken() : reply;
    }

    private static Tx decoded(String raw) {
        try {
            SignedRawTransaction signed = (SignedRawTransaction) TransactionDecoder.decode(raw);
            Transaction1559 fees = (Transaction1559) signed.getTransaction();
            return new Tx(
                    Hash.sha3(raw),
                    signed.getFrom(),
                    signed.getNonce().longValueExact(),
                    fees.getMaxPriorityFeePerGas(),
                    fees.getMaxFeePerGas(),
                    signed.getTo(),
                    signed.getValue(),
                    Numeric.prependHexPrefix(signed.getData()));
        } catch (SignatureException e) {
            throw new AssertionError("not signed", e);
        }
    }
}
