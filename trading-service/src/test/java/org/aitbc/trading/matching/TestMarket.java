package org.aitbc.trading.matching;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.function.Supplier;
import org.aitbc.domain.id.Ids;
import org.aitbc.servicetest.TestDatabase;
import org.aitbc.starter.database.DedicatedConnections;
import org.aitbc.starter.database.RecordStatement;
import org.aitbc.trading.book.Command.Fees;
import org.aitbc.trading.book.Order;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** A market that no other test uses, on a database that only matchers use. */
final class TestMarket {

    static final String URL = TestDatabase.create("matcher", List.of("core", "trading"));

    private static final JsonMapper JSON = new JsonMapper();

    final JdbcClient jdbc = RecordStatement.client(new JdbcTemplate(TestDatabase.dataSource(URL)), JSON);
    private final Market market;

    TestMarket() {
        String id = "T" + Ids.text(Ids.next());
        jdbc.sql("insert into trading.market (id, base, quote, tick, lot, min_notional, max_open_orders)"
                        + " values (?, 'AITBC', 'ETH', 0.00000001, 1, 0.00001, 1000)")
                .param(id)
                .update();
        jdbc.sql("insert into trading.command (market, seq, at, command, effects, hash)"
                        + " select id, 0, at, 'open', '', hash from trading.market where id = ?")
                .param(id)
                .update();
        market = jdbc.sql("select * from trading.market where id = ?")
                .param(id)
                .query(Market.class)
                .single();
    }

    String id() {
        return market.id();
    }

    Matcher matcher(Supplier<Fees> fees) {
        return new Matcher(
                market,
                fees,
                new DedicatedConnections(URL, null, null),
                JSON::writeValueAsString,
                () -> {},
                new SimpleMeterRegistry());
    }

    Replay replay() {
        return Replay.fromStart(market);
    }

    List<JournalEntry> journal() {
        return jdbc.sql("select seq, at, command, effects, encode(hash, 'hex') as hash from trading.command"
                        + " where market = ? and seq > 0 order by seq")
                .param(market.id())
                .query(JournalEntry.class)
                .list();
    }

    /** From nothing, and from the open orders as they are in the tables. */
    void assertReplays() {
        Replay replay = replay();
        journal().forEach(replay::take);
        assertThat(replay.hash())
                .isEqualTo(jdbc.sql("select encode(hash, 'hex') from trading.market where id = ?")
                        .param(market.id())
                        .query(String.class)
                        .single());
        List<Order> open = jdbc.sql("select * from trading.spot_order where market = ? and remaining > 0 order by seq")
                .param(market.id())
                .query((row, _) -> JournalTables.order(row))
                .list();
        assertThat(replay.open()).isEqualTo(open);
    }
}
