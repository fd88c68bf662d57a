package org.aitbc.explorer.sending;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A chain without blocks, whose node takes all that it is offered. */
final class PlainNode implements ChainView {

    /** What needs eight million gas. */
    static final String DEAR = "0xdd";

    BigInteger balance = BigInteger.TEN.pow(9);
    BigInteger baseFee = BigInteger.valueOf(100);
    final List<String> taken = new ArrayList<>();
    final Set<String> counted = new HashSet<>();
    /** How many transactions of each account are in blocks. */
    long mined;
    /** What happens to the chain before it tells a balance. */
    Runnable beforeBalance = () -> {};

    @Override
    public long head() {
        return 10;
    }

    @Override
    public String genesis() {
        return "0x00";
    }

    @Override
    public long count(String address) {
        counted.add(address);
        return mined;
    }

    @Override
    public Map<String, Long> counts(Collection<String> addresses) {
        return Map.of();
    }

    @Override
    public long countAt(String address, long block) {
        return 0;
    }

    @Override
    public Map<String, Seen> seen(Collection<String> hashes) {
        return Map.of();
    }

    @Override
    public boolean isInPool(String hash) {
        return true;
    }

    @Override
    public BigInteger balance(String address) {
        beforeBalance.run();
        return balance;
    }

    @Override
    public Set<String> funded(Collection<String> addresses) {
        return balance.signum() > 0 ? Set.copyOf(addresses) : Set.of();
    }

    @Override
    public Market market() {
        return Market.suggested(baseFee, BigInteger.valueOf(20));
    }

    @Override
    public Estimate estimate(String from, @Nullable String to, BigInteger value, String data) {
        return new Estimate(data.startsWith(DEAR) ? 8_000_000L : 21_000L, Reply.taken());
    }

    @Override
    public Reply broadcast(String raw) {
        taken.add(raw);
        return Reply.taken();
    }
}
