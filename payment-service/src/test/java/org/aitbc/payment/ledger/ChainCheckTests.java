package org.aitbc.payment.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.aitbc.domain.payment.Currency;
import org.aitbc.payment.ledger.Posting.Transfer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChainCheckTests {

    private static final String ENTRIES = """
            select e.seq, e.posting, e.account, a.currency, e.amount, e.balance, e.at, encode(e.hash, 'hex') as hash
            from payment.entry e join payment.account a on a.id = e.account""";

    private Connection connection;

    @BeforeEach
    void threePostings() throws SQLException {
        connection = LedgerDatabase.empty();
        Account external = Account.external(Currency.AITBC);
        Ledger.apply(
                connection,
                List.of(
                        deposit(1, external, "ada", "5"),
                        deposit(2, external, "bob", "7"),
                        deposit(3, external, "ada", "11")));
    }

    private static Posting deposit(int id, Account from, String to, String amount) {
        return Posting.of(
                new UUID(1, id),
                "deposit",
                "",
                new Transfer(from, Account.available(to, Currency.AITBC), new BigDecimal(amount)));
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void whatWasWrittenIsRight() throws SQLException {
        assertThat(wrong(ENTRIES)).isEmpty();
    }

    @Test
    void theHashOfAnEntryCoversTheOneBefore() throws NoSuchAlgorithmException {
        Instant at = Instant.parse("2026-01-02T03:04:05.678901Z");
        UUID posting = new UUID(1, 2);
        UUID account = new UUID(3, 4);
        Chain chain = new Chain(41, "abcd");

        String hash = chain.append(posting, account, new BigDecimal("-1.5"), BigDecimal.TEN, at);

        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        sha256.update(HexFormat.of().parseHex("abcd"));
        sha256.update("42|%s|%s|-1.50000000|10.00000000|2026-01-02T03:04:05.678901Z"
                .formatted(posting, account)
                .getBytes(StandardCharsets.UTF_8));
        assertThat(hash).isEqualTo(HexFormat.of().formatHex(sha256.digest()));
    }

    @Test
    void anEntryThatWasChangedIsToldOnce() throws SQLException {
        assertThat(wrong(ENTRIES.replace("e.balance", "case when e.seq = 4 then 70 else e.balance end as balance")))
                .containsExactly("entry 4 was changed");
    }

    @Test
    void anEntryThatIsMissingIsToldOnce() throws SQLException {
        assertThat(wrong(ENTRIES + " where e.posting <> '" + new UUID(1, 2) + "'"))
                .containsExactly("entry 3 is missing");
    }

    @Test
    void entriesThatAreMissingAtTheEndAreTold() throws SQLException {
        assertThat(wrong(ENTRIES + " where e.posting <> '" + new UUID(1, 3) + "'"))
                .containsExactly("the last entry is not 6");
    }

    @Test
    void aHeadThatIsNotTheLastEntrysIsTold() throws SQLException {
        List<String> wrong = new ArrayList<>();
        ChainCheck check = new ChainCheck(0, "00", wrong::add);
        LedgerDatabase.rows(connection, ENTRIES + " order by e.seq", check::entry);
        check.end(6, "00");
        assertThat(wrong).containsExactly("the last entry is not 6");
    }

    @Test
    void aPostingThatDoesNotAddUpIsToldForItself() throws SQLException {
        String amount = "case when e.seq = 3 then e.amount + 1 else e.amount end as amount";
        assertThat(wrong(ENTRIES.replace("e.amount", amount)))
                .containsExactly("entry 3 was changed", "posting " + new UUID(1, 2) + " does not add up to zero");
    }

    @Test
    void theLastPostingMustAddUpAsWell() throws SQLException {
        String amount = "case when e.seq = 6 then e.amount + 1 else e.amount end as amount";
        assertThat(wrong(ENTRIES.replace("e.amount", amount)))
                .containsExactly("entry 6 was changed", "posting " + new UUID(1, 3) + " does not add up to zero");
    }

    @Test
    void currenciesAddUpEachForItself() throws SQLException {
        String currency = "case when e.seq = 6 then 'BTC' else a.currency end as currency";
        assertThat(wrong(ENTRIES.replace("a.currency", currency)))
                .containsExactly("posting " + new UUID(1, 3) + " does not add up to zero");
    }

    private List<String> wrong(String entries) throws SQLException {
        List<String> wrong = new ArrayList<>();
        ChainCheck check = new ChainCheck(0, "00", wrong::add);
        LedgerDatabase.rows(connection, entries + " order by e.seq", check::entry);
        LedgerDatabase.rows(
                connection,
                "select seq, encode(hash, 'hex') from payment.head",
                row -> check.end(row.getLong(1), row.getString(2)));
        return wrong;
    }
}
