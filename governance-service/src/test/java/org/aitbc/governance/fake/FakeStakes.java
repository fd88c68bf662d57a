package org.aitbc.governance.fake;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.*;
import java.util.stream.Stream;
import org.aitbc.domain.error.*;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.payment.*;
import org.aitbc.servicetest.FakeMoney;

/** The stakes, treasuries and pools of payment-service, in memory; each stake is an entry of a ledger. */
public final class FakeStakes implements StakePowers, TreasuryBooks, StakingFigures, FeeReplay {

    private record Entry(String owner, BigDecimal balance) {}

    private final FakeMoney money;
    private final List<Entry> ledger = new ArrayList<>();
    private final Set<String> councils = new TreeSet<>();
    private final Set<String> settled = new HashSet<>();
    private final List<Page> pages = new ArrayList<>();
    private final List<Wanted> wanted = new ArrayList<>();
    private volatile boolean away;
    private Runnable onReplay = () -> {};

    public FakeStakes(FakeMoney money) {
        this.money = money;
    }

    public synchronized void stake(String owner, String amount) {
        ledger.add(new Entry(owner, new BigDecimal(amount)));
    }

    public synchronized void clear() {
        ledger.clear();
        pages.clear();
        wanted.clear();
        onReplay = () -> {};
        away = false;
    }

    public void away(boolean gone) {
        away = gone;
    }

    /** What the ledger's pages of payments come to, the newest first. */
    public synchronized void replay(Page... replayed) {
        pages.clear();
        pages.addAll(List.of(replayed));
    }

    /** What happens once a page has been read. */
    public synchronized void onReplay(Runnable happens) {
        onReplay = happens;
    }

    public synchronized List<Wanted> wanted() {
        return List.copyOf(wanted);
    }

    @Override
    public synchronized Page replay(Wanted asked) {
        reach();
        wanted.add(asked);
        onReplay.run();
        return pages.stream()
                .filter(one -> asked.through() == null || one.through() == asked.through())
                .findFirst()
                .orElseGet(() -> new Page(0, null, null, asked.from(), 0, List.of(), List.of()));
    }

    private void reach() {
        if (away) {
            throw new Unavailable("SERVICE_UNAVAILABLE", "payments cannot be reached");
        }
    }

    /** Treasuries whose balances are told. */
    public synchronized void know(String owner) {
        councils.add(owner);
    }

    @Override
    public synchronized Head head() {
        reach();
        return new Head(ledger.size(), Instant.now());
    }

    private synchronized NavigableMap<String, BigDecimal> stakesAt(long seq) {
        NavigableMap<String, BigDecimal> balances = new TreeMap<>();
        ledger.subList(0, (int) seq).forEach(one -> balances.put(one.owner, one.balance));
        balances.values().removeIf(balance -> balance.signum() == 0);
        return balances;
    }

    @Override
    public synchronized List<Power> at(long seq, String after, int limit) {
        reach();
        return stakesAt(seq).entrySet().stream()
                .filter(one -> one.getKey().compareTo(after) > 0)
                .limit(limit)
                .map(one -> new Power(one.getKey(), one.getValue()))
                .toList();
    }

    @Override
    public synchronized List<Power> now(Owners owners) {
        reach();
        NavigableMap<String, BigDecimal> balances = stakesAt(ledger.size());
        return owners.owners().stream()
                .filter(balances::containsKey)
                .map(one -> new Power(one, Objects.requireNonNull(balances.get(one))))
                .toList();
    }

    @Override
    public synchronized List<Balance> balances() {
        reach();
        return Stream.concat(Stream.of(MoneyHolds.NETWORK), councils.stream())
                .map(one -> new Balance(one, money.available(one)))
                .toList();
    }

    @Override
    public List<Line> lines(List<String> owners, int limit, int offset) {
        reach();
        return owners.stream()
                .map(one -> new Line(
                        Ids.next(),
                        "governance.fund",
                        "r",
                        one,
                        BigDecimal.ONE,
                        BigDecimal.ONE,
                        null,
                        Instant.now(),
                        "00"))
                .toList();
    }

    @Override
    public Flows flows(List<String> owners, Instant from, Instant to) {
        reach();
        return new Flows(BigDecimal.TEN, BigDecimal.TEN, BigDecimal.ONE);
    }

    @Override
    public Audited audit() {
        reach();
        return new Audited(true);
    }

    @Override
    public List<AgentPool> pools(List<String> agents) {
        reach();
        return agents.stream()
                .map(one -> new AgentPool(
                        one,
                        "gold",
                        new BigDecimal("1.5"),
                        new BigDecimal("8.25"),
                        new BigDecimal("1000"),
                        1,
                        new BigDecimal("30"),
                        new BigDecimal("5")))
                .toList();
    }

    @Override
    public Quote quote(String agent, BigDecimal amount, int days) {
        reach();
        return new Quote(new BigDecimal("8.25"), BigDecimal.ONE, BigDecimal.TWO);
    }

    @Override
    public synchronized PoolSettled settle(String agent) {
        reach();
        Conflict.when(!settled.add(agent), "NOTHING_OWED", "nothing is owed");
        return new PoolSettled(Ids.next(), BigDecimal.TEN, 1, Instant.now());
    }

    @Override
    public Totals totals(Instant from, Instant to) {
        reach();
        return new Totals(new BigDecimal("1000"), BigDecimal.TEN);
    }
}
