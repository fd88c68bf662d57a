package org.aitbc.payment.escrow;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.payment.FeeReplay.Difference;
import org.aitbc.domain.payment.FeeReplay.Owner;
import org.aitbc.domain.payment.FeeReplay.Page;
import org.aitbc.domain.payment.FeeReplay.Wanted;
import org.aitbc.payment.ledger.Amounts;
import org.aitbc.servicetest.TestDatabase;
import org.aitbc.starter.database.RecordStatement;
import org.aitbc.starter.parameter.Parameters.Step;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import tools.jackson.databind.json.JsonMapper;

/** The replay of a ledger that a naive recount knows, with values that changed in the middle of the time. */
class FeeReplayPropertyTests {

    private static final JdbcClient JDBC = RecordStatement.client(
            new JdbcTemplate(
                    new SingleConnectionDataSource(TestDatabase.create("replay", List.of("core", "payment")), true)),
            JsonMapper.shared());
    private static final BigDecimal UNIT = new BigDecimal("0.00000001");
    /** Two for each of three owners' net and pool, the network's fee and the rest. */
    private static final int LONGEST_POSTING = 16;

    private static final Instant BEGINNING = Instant.parse("2020-01-01T00:00:00Z");
    private static int worlds;

    private final Instant start = BEGINNING.plus(Duration.ofDays(40L * worlds++));
    private final Instant changed = start.plus(Duration.ofDays(10));
    private final List<Step> fees = List.of(
            new Step(changed, Instant.parse("9999-01-01T00:00:00Z"), new BigDecimal("0.0333")),
            new Step(Instant.EPOCH, changed, new BigDecimal("0.025")));
    private final List<Step> shares = List.of(
            new Step(changed.plus(Duration.ofDays(1)), Instant.parse("9999-01-01T00:00:00Z"), new BigDecimal("0.35")),
            new Step(Instant.EPOCH, changed.plus(Duration.ofDays(1)), new BigDecimal("0.2")));
    private final Map<String, UUID> accounts = new HashMap<>();
    private final Map<String, Owner> recount = new TreeMap<>();
    private final String world = Ids.text(Ids.next());
    private int several;

    private record Due(String owner, BigDecimal amount, boolean staked) {}

    private UUID account(String owner, String kind) {
        return accounts.computeIfAbsent(owner + kind, _ -> {
            JDBC.sql(
                            "insert into payment.account (id, owner, currency, kind) values (?, ?, 'AITBC', ?) on conflict do nothing")
                    .params(Ids.next(), owner, kind)
                    .update();
            return JDBC.sql("select id from payment.account where owner = ? and kind = ?")
                    .params(owner, kind)
                    .query(UUID.class)
                    .single();
        });
    }

    private static void move(UUID posting, UUID from, UUID to, BigDecimal amount, Instant at) {
        if (amount.signum() > 0) {
            JDBC.sql("""
                with h as (update payment.head set seq = seq + 2 returning seq)
                insert into payment.entry select seq - 1, :posting, :from, -:amount, 0, :at, '\\x01'::bytea from h
                union all select seq, :posting, :to, :amount, 0, :at, '\\x02'::bytea from h""")
                    .param("posting", posting)
                    .param("from", from)
                    .param("to", to)
                    .param("amount", amount)
                    .param("at", at)
                    .update();
        }
    }

    private static void post(UUID posting, String kind, UUID reference, Instant at) {
        JDBC.sql("insert into payment.posting values (?, ?, ?, '\\x00', ?)")
                .params(posting, kind, Ids.text(reference), at)
                .update();
    }

    private void stake(String agent, Instant since, @Nullable Instant until) {
        JDBC.sql("""
            insert into payment.stake (id, staker, agent, amount, lock_days, started_at, ends_at, status, auto_compound, unbonding_at)
            values (:id, 's', :agent, 100, 30, :since, :since, case when :until::timestamptz is null then 'active' else 'unbonding' end, false, :until)""")
                .param("id", Ids.next())
                .param("agent", agent)
                .param("since", since)
                .param("until", until)
                .update();
    }

    /** Writes a payment as the ledger has it, and counts it the simple way. */
    private UUID pay(Instant at, List<Due> dues, BigDecimal rest, BigDecimal fee, BigDecimal share, Wanted wanted) {
        UUID payment = Ids.next();
        UUID posting = Ids.next();
        UUID escrow = account("payer", "escrow");
        BigDecimal released = dues.stream().map(Due::amount).reduce(Amounts.ZERO, BigDecimal::add);
        post(posting, "escrow.released", payment, at);
        BigDecimal fees = Amounts.ZERO;
        BigDecimal pools = Amounts.ZERO;
        for (Due due : dues) {
            BigDecimal taken = Amounts.floor(due.amount.multiply(fee));
            BigDecimal pool = due.staked ? Amounts.floor(taken.multiply(share)) : Amounts.ZERO;
            move(posting, escrow, account(due.owner, "available"), due.amount.subtract(taken), at);
            move(posting, escrow, account(due.owner, "pool"), pool, at);
            fees = fees.add(taken);
            pools = pools.add(pool);
            BigDecimal newFee =
                    Amounts.floor(due.amount.multiply(wanted.networkFee() == null ? fee : wanted.networkFee()));
            BigDecimal newPool = due.staked
                    ? Amounts.floor(newFee.multiply(wanted.feeShare() == null ? share : wanted.feeShare()))
                    : Amounts.ZERO;
            recount.merge(
                    due.owner,
                    new Owner(
                            due.owner,
                            due.amount.subtract(taken),
                            due.amount.subtract(newFee),
                            pool,
                            newPool,
                            taken.subtract(pool),
                            newFee.subtract(newPool)),
                    Owner::plus);
        }
        move(posting, escrow, account("@network", "fees"), fees.subtract(pools), at);
        move(posting, escrow, account("payer", "available"), rest, at);
        several += dues.size() > 1 ? dues.size() : 0;
        JDBC.sql("insert into payment.hold values (?, ?, ?, ?, 'posted', ?, ?)")
                .params(payment, account("payer", "available"), escrow, released.add(rest), released, posting)
                .update();
        JDBC.sql("""
            insert into core.payment (id, job_id, payer, amount, currency, method, status, expires_at, released, fee, refunded, payee, settlement, settled_at)
            values (:id, :id, 'payer', :amount, 'AITBC', 'm', 'released', :at, :released, :fee, :rest, 'x', :posting, :at)""")
                .param("id", payment)
                .param("amount", released.add(rest))
                .param("at", at)
                .param("released", released)
                .param("fee", fees)
                .param("rest", rest)
                .param("posting", posting)
                .update();
        return posting;
    }

    private static BigDecimal amount(Random random) {
        // also the smallest ones, of which nothing is taken
        long most = (long) Math.pow(10, 1 + random.nextInt(12));
        return BigDecimal.valueOf(1 + random.nextLong(most), Amounts.DECIMALS);
    }

    /** One never is, one always, and one for a time at each end. */
    private boolean isStaked(String owner, Instant at) {
        return switch (owner) {
            case "b" -> true;
            case "c" ->
                at.isBefore(changed.minus(Duration.ofDays(5))) || !at.isBefore(changed.plus(Duration.ofDays(5)));
            default -> false;
        };
    }

    private record Replayed(Map<String, Owner> owners, List<Difference> differences, long payments) {}

    private Replayed replay(Wanted wanted, List<Step> fees, int entries) {
        Map<String, Owner> owners = new TreeMap<>();
        List<Difference> differences = new ArrayList<>();
        long payments = 0;
        Long through = null;
        do {
            Wanted next = new Wanted(wanted.from(), through, wanted.networkFee(), wanted.feeShare());
            Page page = FeeReplayController.replay(JDBC, fees, shares, next, entries);
            page.owners().forEach(one -> owners.merge(one.owner(), one, Owner::plus));
            differences.addAll(page.differences());
            payments += page.payments();
            through = page.next();
        } while (through != null);
        return new Replayed(owners, differences, payments);
    }

    private Wanted random(Random random, int payments) {
        BigDecimal fee = random.nextInt(4) == 0 ? null : BigDecimal.valueOf(random.nextInt(1001), 4);
        BigDecimal share = fee == null || random.nextBoolean() ? BigDecimal.valueOf(random.nextInt(101), 2) : null;
        Wanted wanted = new Wanted(start, null, fee, share);
        stake("b" + world, start.minus(Duration.ofDays(1)), null);
        stake("c" + world, start.minus(Duration.ofDays(1)), changed.minus(Duration.ofDays(5)));
        stake("c" + world, changed.plus(Duration.ofDays(5)), null);
        // before the time
        pay(
                start.minusSeconds(1),
                List.of(new Due("a" + world, BigDecimal.TEN, false)),
                Amounts.ZERO,
                fees.getLast().value(),
                BigDecimal.ZERO,
                wanted);
        recount.clear();
        several = 0;
        for (int i = 0; i < payments; i++) {
            Instant at = start.plus(Duration.ofDays(20).multipliedBy(i).dividedBy(payments));
            List<Due> dues = new ArrayList<>();
            int first = random.nextInt(3);
            for (int part = 0; part < (random.nextInt(4) == 0 ? 3 : 1); part++) {
                String owner = List.of("a", "b", "c").get((first + part) % 3);
                dues.add(new Due(owner + world, amount(random), isStaked(owner, at)));
            }
            BigDecimal rest = random.nextInt(3) == 0 ? amount(random) : Amounts.ZERO;
            pay(
                    at,
                    dues,
                    rest,
                    at.isBefore(changed) ? new BigDecimal("0.025") : new BigDecimal("0.0333"),
                    at.isBefore(changed.plus(Duration.ofDays(1))) ? new BigDecimal("0.2") : new BigDecimal("0.35"),
                    wanted);
            if (random.nextInt(4) == 0) {
                UUID other = Ids.next();
                post(other, "transfer", other, at);
                move(other, account("payer", "available"), account("a" + world, "available"), amount(random), at);
            }
        }
        return wanted;
    }

    @Property(tries = 12)
    void theBaselineIsTheLedgerAndTheRestANaiveRecount(@ForAll long seed) {
        // of each try its own time
        new FeeReplayPropertyTests().recount(new Random(seed));
    }

    private void recount(Random random) {
        int payments = 1 + random.nextInt(30);
        Wanted wanted = random(random, payments);
        Replayed replayed = replay(wanted, fees, LONGEST_POSTING + random.nextInt(40));
        assertThat(replayed.differences).isEmpty();
        assertThat(replayed.payments).isEqualTo(payments);
        assertThat(replayed.owners.keySet()).isEqualTo(recount.keySet());
        // which of several owners was due a hundred-millionth more is not in the ledger
        BigDecimal unknown = UNIT.multiply(BigDecimal.valueOf(several));
        recount.forEach((owner, expected) -> {
            Owner one = Objects.requireNonNull(replayed.owners.get(owner));
            assertThat(one.net()).as("%s net", owner).isEqualByComparingTo(expected.net());
            assertThat(one.pool()).as("%s pool", owner).isEqualByComparingTo(expected.pool());
            assertThat(one.network().subtract(expected.network()).abs()).isLessThanOrEqualTo(unknown);
            assertThat(one.newNet().subtract(expected.newNet()).abs())
                    .as("%s new net", owner)
                    .isLessThanOrEqualTo(unknown);
            assertThat(one.newPool().subtract(expected.newPool()).abs())
                    .as("%s new pool", owner)
                    .isLessThanOrEqualTo(unknown);
            assertThat(one.newNetwork().subtract(expected.newNetwork()).abs()).isLessThanOrEqualTo(unknown);
        });
    }

    private Wanted onePayment(String amount) {
        Wanted wanted = new Wanted(start, null, new BigDecimal("0.02"), null);
        pay(
                start.plusSeconds(100),
                List.of(new Due("a" + world, new BigDecimal(amount), false)),
                Amounts.ZERO,
                new BigDecimal("0.025"),
                BigDecimal.ZERO,
                wanted);
        return wanted;
    }

    private static void tamper(String sql) {
        JDBC.sql("alter table payment.entry disable trigger all").update();
        JDBC.sql(sql).update();
        JDBC.sql("alter table payment.entry enable trigger all").update();
    }

    private List<String> reasons(Wanted wanted, List<Step> fees) {
        return replay(wanted, fees, 1000).differences.stream()
                .map(Difference::reason)
                .toList();
    }

    @Example
    void aChangedEntryIsFound() {
        Wanted wanted = onePayment("4");
        assertThat(reasons(wanted, fees)).isEmpty();
        tamper(
                "update payment.entry set amount = amount + sign(amount) * 0.00000001 where seq > (select seq - 2 from payment.head)");
        assertThat(reasons(wanted, fees)).containsExactly("ENTRIES");
    }

    @Example
    void aForeignPostingIsFoundAndWhere() {
        Wanted wanted = onePayment("4");
        UUID posting = Ids.next();
        post(posting, "escrow.released", Ids.next(), start.plusSeconds(200));
        move(
                posting,
                account("payer", "escrow"),
                account("a" + world, "available"),
                BigDecimal.ONE,
                start.plusSeconds(200));
        Difference found = replay(wanted, fees, 1000).differences.getFirst();
        assertThat(found.reason()).isEqualTo("NO_PAYMENT");
        assertThat(found.posting()).isEqualTo(posting);
        assertThat(found.at()).isEqualTo(start.plusSeconds(200));
    }

    @Example
    void anotherFeeThanTheOneInForceIsFound() {
        Wanted wanted = onePayment("4");
        List<Step> others =
                List.of(new Step(Instant.EPOCH, Instant.parse("9999-01-01T00:00:00Z"), new BigDecimal("0.02500001")));
        Difference found = replay(wanted, others, 1000).differences.getFirst();
        assertThat(found.reason()).isEqualTo("RATES");
        assertThat(found.bookedFee()).isEqualByComparingTo("0.1");
        assertThat(found.expectedFee()).isEqualByComparingTo("0.10000004");
    }

    @Example
    void aStakersPartThatIsMissingIsFound() {
        Wanted wanted = onePayment("4");
        stake("a" + world, start.minus(Duration.ofDays(1)), null);
        assertThat(reasons(wanted, fees)).containsExactly("RATES");
    }

    @Example
    void theFeeBeforeMayCountForAMinuteAfterAChangeAndNoLonger() {
        Wanted wanted = new Wanted(start, null, new BigDecimal("0.02"), null);
        List<Due> due = List.of(new Due("a" + world, new BigDecimal("4"), false));
        pay(changed.plusSeconds(59), due, Amounts.ZERO, new BigDecimal("0.025"), BigDecimal.ZERO, wanted);
        assertThat(reasons(wanted, fees)).isEmpty();
        pay(changed.plusSeconds(61), due, Amounts.ZERO, new BigDecimal("0.025"), BigDecimal.ZERO, wanted);
        assertThat(reasons(wanted, fees)).containsExactly("RATES");
    }
}
