package org.aitbc.explorer.sending;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.aitbc.domain.error.Unavailable;
import org.aitbc.servicetest.simulation.Simulation;
import org.jspecify.annotations.Nullable;

/** The way to a chain: slow, so that the chain moves on between two questions, and now and then without an answer. */
final class FaultyNode implements ChainView {

    private final Simulation simulation;
    private final ModelChain chain;
    private final Supplier<Double> faults;

    FaultyNode(Simulation simulation, ModelChain chain, Supplier<Double> faults) {
        this.simulation = simulation;
        this.chain = chain;
        this.faults = faults;
    }

    @Override
    public long head() {
        return ask(chain::head);
    }

    @Override
    public String genesis() {
        return ask(chain::genesis);
    }

    @Override
    public long count(String address) {
        return ask(() -> chain.count(chain.head()));
    }

    @Override
    public Map<String, Long> counts(Collection<String> addresses) {
        return ask(() ->
                addresses.stream().collect(Collectors.toMap(Function.identity(), _ -> chain.count(chain.head()))));
    }

    @Override
    public long countAt(String address, long block) {
        return ask(() -> chain.count(Math.max(0, block)));
    }

    @Override
    public Map<String, Seen> seen(Collection<String> hashes) {
        return ask(() -> {
            Map<String, Seen> seen = new HashMap<>();
            for (long number = 0; number <= chain.head(); number++) {
                for (ModelChain.Tx tx : chain.block(number).listed()) {
                    if (hashes.contains(tx.hash())) {
                        seen.put(
                                tx.hash(),
                                new Seen(tx.hash(), number, chain.block(number).hash(), tx.succeeds(), 21_000));
                    }
                }
            }
            return seen;
        });
    }

    @Override
    public boolean isInPool(String hash) {
        return ask(() -> chain.isInPool(hash));
    }

    @Override
    public BigInteger balance(String address) {
        return ask(chain::balance);
    }

    @Override
    public Set<String> funded(Collection<String> addresses) {
        return ask(() -> chain.balance().signum() > 0 ? Set.copyOf(addresses) : Set.of());
    }

    @Override
    public Market market() {
        return ask(() -> Market.suggested(BigInteger.valueOf(chain.baseFee), BigInteger.TWO));
    }

    @Override
    public Estimate estimate(String from, @Nullable String to, BigInteger value, String data) {
        return ask(() -> new Estimate(21_000L, Reply.taken()));
    }

    @Override
    public Reply broadcast(String raw) {
        return ask(() -> chain.offer(raw));
    }

    private <T> T ask(Supplier<T> question) {
        travel();
        if (simulation.chance(faults.get() / 2)) {
            throw new Unavailable("CHAIN_UNAVAILABLE", "lost on the way there");
        }
        T answer = question.get();
        travel();
        if (simulation.chance(faults.get() / 2)) {
            throw new Unavailable("CHAIN_UNAVAILABLE", "lost on the way back");
        }
        return answer;
    }

    private void travel() {
        int usual = simulation.chance(0.1) ? 2_000 : 20;
        simulation.sleep(simulation.upTo(Duration.ofMillis(simulation.chance(0.01) ? 30_000 : usual)));
    }
}
