package org.aitbc.explorer.fake;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.aitbc.domain.digest.Sha256;
import org.aitbc.explorer.fake.FakeBlock.Sent;

/** A chain that is made up from a seed, can fork, and keeps true accounts. Thread-safe. */
public final class FakeChain {

    /** Whom transactions are between. */
    public static final List<String> ACCOUNTS = IntStream.range(0, 12)
            .mapToObj(number -> "0x" + "%040x".formatted(0xa0000 + number))
            .toList();

    public static final String TOKEN = "0x" + "70".repeat(20);

    private static final BigInteger WEALTH = BigInteger.TEN.pow(24);
    private static final long BEGINNING = 1_700_000_000;

    private final Random random;
    private final List<FakeBlock> blocks = new ArrayList<>();
    private final List<FakeBlock> replaced = new ArrayList<>();

    public FakeChain(long seed) {
        random = new Random(seed);
        Map<String, BigInteger> rich = new HashMap<>();
        ACCOUNTS.forEach(account -> rich.put(account, WEALTH));
        blocks.add(new FakeBlock(0, hash("block"), "0x" + "0".repeat(64), BEGINNING, List.of(), Map.copyOf(rich)));
    }

    public synchronized List<FakeBlock> blocks() {
        return List.copyOf(blocks);
    }

    /** Those that were blocks once, and are no more. */
    public synchronized List<FakeBlock> replaced() {
        return List.copyOf(replaced);
    }

    public synchronized FakeBlock head() {
        return blocks.getLast();
    }

    public synchronized void mine(int count) {
        for (int i = 0; i < count; i++) {
            blocks.add(next(random.nextInt(4)));
        }
    }

    /** A block with this many transactions. */
    public synchronized FakeBlock mineOne(int transactions) {
        blocks.add(next(transactions));
        return blocks.getLast();
    }

    /** Replaces the last blocks by others. */
    public synchronized void fork(int depth, int instead) {
        List<FakeBlock> last = blocks.subList(blocks.size() - depth, blocks.size());
        replaced.addAll(last);
        last.clear();
        mine(instead);
    }

    private FakeBlock next(int count) {
        FakeBlock parent = blocks.getLast();
        Map<String, BigInteger> balances = new HashMap<>(parent.balances());
        List<Sent> transactions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Sent one = transaction();
            transactions.add(one);
            balances.merge(one.sender(), one.fee().negate(), BigInteger::add);
            balances.merge(FakeBlock.PROPOSER, one.fee(), BigInteger::add);
            if (one.success()) {
                balances.merge(one.sender(), one.value().negate(), BigInteger::add);
                balances.merge(one.receiver(), one.value(), BigInteger::add);
            }
        }
        return new FakeBlock(
                parent.height() + 1,
                hash("block"),
                parent.hash(),
                parent.seconds() + 2,
                List.copyOf(transactions),
                Map.copyOf(balances));
    }

    private Sent transaction() {
        boolean creates = random.nextInt(10) == 0;
        boolean success = random.nextInt(5) > 0;
        return new Sent(
                hash("transaction"),
                account(),
                creates ? "0x" + hash("contract").substring(2, 42) : account(),
                creates,
                BigInteger.valueOf(random.nextLong(1_000_000_000_000L)),
                random.nextInt(1000),
                success,
                success ? random.nextInt(3) : 0);
    }

    private String account() {
        return ACCOUNTS.get(random.nextInt(ACCOUNTS.size()));
    }

    private String hash(String of) {
        return "0x" + Sha256.hex(of + random.nextLong());
    }
}
