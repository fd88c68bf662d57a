package org.aitbc.payment.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.payment.Currency;
import org.aitbc.payment.ledger.Posting.Draw;
import org.aitbc.payment.ledger.Posting.Hold;
import org.aitbc.payment.ledger.Posting.Resolution;
import org.aitbc.payment.ledger.Posting.Resolve;
import org.aitbc.payment.ledger.Posting.Share;
import org.aitbc.payment.ledger.Posting.Step;
import org.aitbc.payment.ledger.Posting.Transfer;

/**
 * Whatever is posted in whatever batches, repeated or lost to a crash before its commit: the ledger agrees with a small
 * model, every currency adds up to zero, nothing is overdrawn, every hold is decided about at most once, and the entries
 * replay to the balances.
 */
class LedgerPropertiesTests {

    /** What happens to a batch. */
    enum Fate {
        COMMITTED,
        CRASHED,
        COMMITTED_AND_REPEATED
    }

    record Round(Fate fate, List<Posting> postings) {}

    @Property(tries = 120)
    void theLedgerAgreesWithTheModel(@ForAll("rounds") List<Round> rounds) throws SQLException {
        try (Connection connection = LedgerDatabase.empty()) {
            Model model = new Model();
            for (Round round : rounds) {
                Model after = model.copy();
                List<Boolean> expected =
                        round.postings().stream().map(after::post).toList();
                connection.setAutoCommit(false);
                assertThat(taken(connection, round.postings())).isEqualTo(expected);
                if (round.fate() == Fate.CRASHED) {
                    connection.rollback();
                    continue;
                }
                connection.commit();
                model = after;
                if (round.fate() == Fate.COMMITTED_AND_REPEATED) {
                    List<Boolean> again =
                            round.postings().stream().map(after::post).toList();
                    assertThat(taken(connection, round.postings())).isEqualTo(again);
                    connection.commit();
                }
            }
            assertAgrees(connection, model);
        }
    }

    /** Whatever money is spent on, and whenever a part of it comes back. */
    @Property(tries = 80)
    void nothingSpendsMoreThanItsOwnerAllows(
            @ForAll("rounds") List<Round> rounds,
            @ForAll @IntRange(min = 1, max = 150) int total,
            @ForAll @IntRange(min = 1, max = 150) int perDay)
            throws SQLException {
        try (Connection connection = LedgerDatabase.empty()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("insert into core.spend_limit (owner, currency, total, per_day, since)"
                        + " values ('ada', 'AITBC', %d, %d, 'epoch')".formatted(total, perDay));
            }
            connection.setAutoCommit(false);
            Account ada = Account.available("ada", Currency.AITBC);
            Ledger.apply(
                    connection,
                    List.of(Posting.of(
                            Ids.next(),
                            "deposit",
                            "",
                            new Transfer(Account.external(Currency.AITBC), ada, BigDecimal.valueOf(10_000)))));
            for (Round round : rounds) {
                Ledger.apply(connection, round.postings());
                if (round.fate() == Fate.CRASHED) {
                    connection.rollback();
                } else {
                    connection.commit();
                }
                LedgerDatabase.rows(connection, """
                        with ada as (select id from payment.account where owner = 'ada' and currency = 'AITBC' and kind = 'available')
                        select l.spent, l.day_spent,
                               (select coalesce(-sum(amount), 0) from payment.entry where account = (select id from ada) and amount < 0)
                               - (select coalesce(sum(e.amount), 0) from payment.entry e
                                  join payment.entry before on before.seq = e.seq - 1
                                  join payment.account a on a.id = before.account and a.owner = 'ada' and a.kind = 'escrow'
                                  where e.account = (select id from ada) and e.amount > 0)
                        from core.spend_limit l""", row -> {
                    assertThat(row.getBigDecimal(1)).isEqualByComparingTo(row.getBigDecimal(3));
                    assertThat(row.getBigDecimal(1)).isLessThanOrEqualTo(BigDecimal.valueOf(total));
                    assertThat(row.getBigDecimal(2)).isLessThanOrEqualTo(BigDecimal.valueOf(perDay));
                });
            }
        }
    }

    /** The model of the tables that the ledger is simulated on. */
    @Property(tries = 60)
    void theSimulatedTablesDoWhatTheRealOnesDo(@ForAll("rounds") List<Round> rounds) throws SQLException {
        try (Connection connection = LedgerDatabase.empty()) {
            StoreModel tables = new StoreModel(Instant::now);
            connection.setAutoCommit(false);
            for (Round round : rounds) {
                StoreModel.Transaction transaction = tables.begin();
                List<String> expected = told(new LedgerTurn(transaction, Ids::next).take(round.postings()));
                assertThat(told(Ledger.apply(connection, round.postings()))).isEqualTo(expected);
                if (round.fate() == Fate.CRASHED) {
                    connection.rollback();
                } else {
                    connection.commit();
                    transaction.commit();
                }
                assertThat(rows(connection)).isEqualTo(rows(tables));
            }
        }
    }

    private static List<String> told(List<Result> results) {
        return results.stream()
                .map(result -> result.refused() == null
                        ? "repeated " + result.repeated()
                        : result.refused().code())
                .toList();
    }

    private static List<String> rows(Connection connection) throws SQLException {
        List<String> rows = new ArrayList<>();
        LedgerDatabase.rows(connection, """
                select owner || ' ' || currency || ' ' || kind || ' ' || balance from payment.account
                union all select 'posting ' || id || ' ' || encode(digest, 'hex') from payment.posting
                union all select 'hold ' || id || ' ' || amount || ' ' || state || ' ' || posted || ' ' || coalesce(resolved_by::text, '')
                  from payment.hold
                union all select 'entry ' || seq || ' ' || posting || ' ' || amount || ' ' || balance from payment.entry
                union all select 'head ' || seq from payment.head""", row -> rows.add(row.getString(1)));
        return rows.stream().sorted().toList();
    }

    private static List<String> rows(StoreModel tables) {
        List<String> rows = new ArrayList<>();
        tables.accounts.forEach((account, opened) -> rows.add("%s %s %s %s"
                .formatted(
                        account.owner(),
                        account.currency(),
                        account.kind().text(),
                        opened.balance().toPlainString())));
        tables.postings.forEach((id, written) -> rows.add("posting " + id + " " + written.digest()));
        tables.holds.forEach((id, hold) -> rows.add("hold %s %s %s %s %s"
                .formatted(
                        id,
                        hold.amount().toPlainString(),
                        hold.resolution() == null
                                ? "pending"
                                : hold.resolution().name().toLowerCase(Locale.ROOT),
                        hold.posted().toPlainString(),
                        hold.resolvedBy() == null ? "" : hold.resolvedBy())));
        tables.entries.forEach(entry -> rows.add("entry %d %s %s %s"
                .formatted(
                        entry.seq(),
                        entry.posting(),
                        entry.amount().toPlainString(),
                        entry.balance().toPlainString())));
        rows.add("head " + tables.seq());
        return rows.stream().sorted().toList();
    }

    private static List<Boolean> taken(Connection connection, List<Posting> postings) throws SQLException {
        return Ledger.apply(connection, postings).stream()
                .map(result -> result.refused() == null)
                .toList();
    }

    private static void assertAgrees(Connection connection, Model model) throws SQLException {
        Map<Account, BigDecimal> balances = new HashMap<>();
        LedgerDatabase.rows(
                connection,
                "select owner, currency, kind, balance from payment.account",
                row -> balances.put(
                        new Account(
                                row.getString(1),
                                Currency.valueOf(row.getString(2)),
                                Account.Kind.of(row.getString(3))),
                        row.getBigDecimal(4)));
        model.balances()
                .forEach((account, balance) ->
                        assertThat(balances.get(account)).as(account.toString()).isEqualByComparingTo(balance));
        balances.forEach((account, balance) -> {
            assertThat(balance).isEqualByComparingTo(model.balances().getOrDefault(account, BigDecimal.ZERO));
            assertThat(balance.signum() >= 0 || account.kind() == Account.Kind.EXTERNAL)
                    .isTrue();
        });
        LedgerDatabase.rows(
                connection,
                "select coalesce(sum(amount), 0) from payment.entry e join payment.account a on a.id = e.account group by currency",
                row -> assertThat(row.getBigDecimal(1)).isEqualByComparingTo("0"));
        LedgerDatabase.rows(
                connection,
                "select a.balance, (select coalesce(sum(amount), 0) from payment.entry where account = a.id) from payment.account a",
                row -> assertThat(row.getBigDecimal(1)).isEqualByComparingTo(row.getBigDecimal(2)));
        LedgerDatabase.rows(
                connection,
                "select coalesce(sum(amount - posted), 0) from payment.hold where state = 'pending'",
                row -> assertThat(row.getBigDecimal(1)).isEqualByComparingTo(model.held()));
        LedgerDatabase.rows(
                connection,
                "select count(*) from payment.posting",
                row -> assertThat(row.getInt(1)).isEqualTo(model.written()));
        assertChainHolds(connection);
    }

    private static void assertChainHolds(Connection connection) throws SQLException {
        List<String> wrong = new ArrayList<>();
        ChainCheck chain = new ChainCheck(0, "00", wrong::add);
        LedgerDatabase.rows(connection, """
                select e.seq, e.posting, e.account, a.currency, e.amount, e.balance, e.at, encode(e.hash, 'hex') as hash
                from payment.entry e join payment.account a on a.id = e.account order by e.seq""", chain::entry);
        LedgerDatabase.rows(
                connection,
                "select seq, encode(hash, 'hex') from payment.head",
                row -> chain.end(row.getLong(1), row.getString(2)));
        assertThat(wrong).isEmpty();
    }

    /** Few owners, holds and ids, so that they meet. */
    @Provide
    Arbitrary<List<Round>> rounds() {
        return Combinators.combine(Arbitraries.of(Fate.values()), postings())
                .as(Round::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(8);
    }

    private static Arbitrary<List<Posting>> postings() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 40).map(number -> new UUID(1, number)),
                        step().list().ofMinSize(1).ofMaxSize(3))
                .as((id, steps) -> new Posting(id, "test", "", steps))
                .list()
                .ofMinSize(1)
                .ofMaxSize(12);
    }

    private static Arbitrary<Step> step() {
        Arbitrary<Account> account = Combinators.combine(
                        Arbitraries.of("ada", "bob", "cleo"), Arbitraries.of(Currency.AITBC, Currency.BTC))
                .as(Account::available);
        Arbitrary<BigDecimal> amount = Arbitraries.bigDecimals()
                .between(new BigDecimal("0.00000001"), new BigDecimal("100"))
                .ofScale(8);
        Arbitrary<UUID> hold = Arbitraries.integers().between(1, 6).map(number -> new UUID(2, number));
        Arbitrary<Step> deposit = Combinators.combine(account, amount)
                .as((to, much) -> new Transfer(Account.external(to.currency()), to, much));
        Arbitrary<Step> transfer = Combinators.combine(account, Arbitraries.of("dora", "@fees"), amount)
                .as((from, to, much) -> new Transfer(from, Account.available(to, from.currency()), much));
        Arbitrary<Step> held = Combinators.combine(hold, account, amount)
                .as((id, from, much) ->
                        new Hold(id, from, new Account(from.owner(), from.currency(), Account.Kind.ESCROW), much));
        Arbitrary<Step> posted = Combinators.combine(hold, amount.list().ofMaxSize(2))
                .as((id, shares) -> new Resolve(
                        id,
                        Resolution.POSTED,
                        shares.stream()
                                .map(much -> new Share(Account.available("dora", Currency.AITBC), much))
                                .toList()));
        Arbitrary<Step> drawn = Combinators.combine(
                        hold,
                        Combinators.combine(account, amount)
                                .as(Share::new)
                                .list()
                                .ofMinSize(1)
                                .ofMaxSize(3))
                .as(Draw::new);
        Arbitrary<Step> givenBack = Combinators.combine(hold, Arbitraries.of(Resolution.VOIDED, Resolution.EXPIRED))
                .as(Resolve::giveBack);
        return Arbitraries.frequencyOf(
                Tuple.of(4, deposit),
                Tuple.of(2, transfer),
                Tuple.of(3, held),
                Tuple.of(2, posted),
                Tuple.of(2, drawn),
                Tuple.of(1, givenBack));
    }
}
