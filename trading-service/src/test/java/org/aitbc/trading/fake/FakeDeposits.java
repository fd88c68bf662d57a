package org.aitbc.trading.fake;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.*;
import org.aitbc.domain.chain.ChainDeposits;
import org.aitbc.domain.error.*;
import org.aitbc.domain.id.Ids;
import org.aitbc.servicetest.TestClock;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

/** Watches addresses as explorer-service does, in memory: tests pay to them. */
@Component
@Primary
public final class FakeDeposits implements ChainDeposits {

    private static final int ENOUGH = 12;

    private final Map<UUID, List<Transfer>> deposits = new HashMap<>();
    private volatile boolean away;
    private volatile @Nullable Instant until;

    private final TestClock clock;

    FakeDeposits(TestClock clock) {
        this.clock = clock;
    }

    public void setAway(boolean now) {
        away = now;
    }

    /** How far the index has come; null for all of it. */
    public void readUntil(@Nullable Instant time) {
        until = time;
    }

    public synchronized String pay(UUID deposit, String amount, long confirmations, Instant at) {
        String hash = "0x" + Ids.text(Ids.next()) + Ids.text(Ids.next());
        Objects.requireNonNull(deposits.get(deposit))
                .add(new Transfer(
                        "1 " + hash + " 0",
                        address(deposit),
                        hash,
                        new BigDecimal(amount),
                        1,
                        at,
                        confirmations,
                        confirmations >= ENOUGH));
        return hash;
    }

    /** Blocks come on top of all, or a reorganisation takes all away. */
    public synchronized void settle(UUID deposit, boolean stays) {
        List<Transfer> before = List.copyOf(Objects.requireNonNull(deposits.get(deposit)));
        deposits.put(deposit, new ArrayList<>());
        if (stays) {
            before.forEach(one -> Objects.requireNonNull(deposits.get(deposit))
                    .add(new Transfer(
                            one.id(), one.address(), one.transactionHash(), one.amount(), 1, one.at(), ENOUGH, true)));
        }
    }

    @Override
    public synchronized Address open(Order order) {
        check();
        deposits.computeIfAbsent(order.id(), _ -> new ArrayList<>());
        return new Address(order.id(), address(order.id()));
    }

    private static String address(UUID id) {
        return "0x" + Ids.text(id) + "00000000";
    }

    @Override
    public synchronized Seen seen(UUID id, @Nullable String transaction) {
        check();
        boolean known = deposits.values().stream()
                .flatMap(List::stream)
                .anyMatch(one -> one.transactionHash().equals(transaction));
        Instant read = until;
        return new Seen(
                List.copyOf(Objects.requireNonNull(deposits.get(id))), read == null ? clock.now() : read, known);
    }

    @Override
    public synchronized Funds funds(long chainId, @Nullable String token) {
        check();
        List<Transfer> all = deposits.values().stream().flatMap(List::stream).toList();
        return new Funds(
                "Fake",
                7,
                deposits.size(),
                all.stream().filter(Transfer::settled).map(Transfer::amount).reduce(BigDecimal.ZERO, BigDecimal::add),
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                all);
    }

    private void check() {
        if (away) {
            throw new Unavailable("SERVICE_UNAVAILABLE", "explorer-service cannot be reached");
        }
    }
}
