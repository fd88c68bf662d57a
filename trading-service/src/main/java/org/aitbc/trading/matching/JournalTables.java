package org.aitbc.trading.matching;

import static org.aitbc.trading.matching.JournalEntry.word;

import java.sql.*;
import java.time.Instant;
import java.util.*;
import java.util.function.Function;
import org.aitbc.starter.batch.Columns;
import org.aitbc.trading.book.Command.*;
import org.aitbc.trading.book.Order;
import org.aitbc.trading.book.Order.*;
import org.aitbc.trading.matching.Batch.*;
import org.aitbc.trading.matching.Matcher.Submission;
import org.jspecify.annotations.Nullable;

/** A market's journal and what follows from it, on a connection whose transaction is the caller's. */
public final class JournalTables {

    /**
     * The lock on this row makes its holder the market's only writer, whichever instance it is on. The time is read outside of
     * the locking, so after the wait for it.
     */
    private static final String LOCK = """
        select seq, encode(hash, 'hex'), halted, last_price, greatest(at, date_trunc('microseconds', clock_timestamp())),
          maker_fee, taker_fee
        from (select * from trading.market where id = ? for update) m\
        """;

    private static final String OPEN = """
        select id, seq, owner, side, price, quantity, time_in_force, self_trade, filled, prevented, cancelled, status
        from trading.spot_order where market = ? and remaining > 0 order by seq\
        """;

    private static final String DUE = """
        select id from trading.spot_order where market = ? and remaining > 0 and valid_until <= ? order by valid_until limit ?\
        """;

    private static final String NAMED = """
        select o.owner, o.client_order_id, o.id from unnest(?::text[], ?::text[]) as i(owner, client_order_id)
        join trading.spot_order o using (owner, client_order_id)\
        """;

    private static final String WRITE = """
        with command as (
          insert into trading.command (market, seq, previous, previous_hash, at, command, effects, hash)
          select ?, seq, seq - 1, decode(previous_hash, 'hex'), ?, command, effects, decode(hash, 'hex')
          from unnest(?::int8[], ?::text[], ?::text[], ?::text[], ?::text[]) as i(seq, previous_hash, command, effects, hash)),
        spot_order as (
          insert into trading.spot_order (id, market, seq, owner, client_order_id, valid_until, type, side, price, budget,
            quantity, time_in_force, self_trade, filled, prevented, cancelled, remaining, status, created_at, updated_at)
          select id, ?, seq, owner, client_order_id, valid_until, type, side, price, budget, quantity, time_in_force,
            self_trade, filled, prevented, cancelled, quantity - filled - prevented - cancelled, status, at, at
          from (select *, ?::timestamptz as at from unnest(?::uuid[], ?::int8[], ?::text[], ?::text[], ?::timestamptz[], ?::text[],
              ?::text[], ?::int8[], ?::int8[], ?::int8[], ?::text[], ?::text[], ?::int8[], ?::int8[], ?::int8[], ?::text[])
            as i(id, seq, owner, client_order_id, valid_until, type, side, price, budget, quantity, time_in_force, self_trade,
              filled, prevented, cancelled, status))
          on conflict (id) do update set filled = excluded.filled, prevented = excluded.prevented,
            cancelled = excluded.cancelled, remaining = excluded.remaining, status = excluded.status, updated_at = excluded.updated_at),
        fill as (
          insert into trading.fill (market, seq, n, maker, taker, buyer, seller, taker_side, price, quantity, buyer_fee, seller_fee, at)
          select ?, i.*, ? from unnest(?::int8[], ?::int4[], ?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::int8[],
            ?::int8[], ?::numeric[], ?::numeric[]) as i),
        prevented as (
          insert into trading.prevented_match (market, seq, n, maker, taker, owner, price, quantity, at)
          select ?, i.*, ? from unnest(?::int8[], ?::int4[], ?::uuid[], ?::uuid[], ?::text[], ?::int8[], ?::int8[]) as i),
        move as (
          insert into trading.move (market, seq, move, at)
          select ?, seq, move, ? from unnest(?::int8[], ?::text[]) as i(seq, move))
        update trading.market set seq = ?, hash = decode(?, 'hex'), at = ?, halted = ?, last_price = ?,
          maker_fee = ?, taker_fee = ? where id = ?\
        """;

    private final Connection connection;
    private final String market;

    JournalTables(Connection connection, String market) {
        this.connection = connection;
        this.market = market;
    }

    /**
     * @param halted why nothing can be placed, or null
     * @param now never before the last command
     */
    record Head(
            long seq,
            String hash,
            @Nullable String halted,
            @Nullable Long lastPrice,
            Instant now,
            Fees fees) {}

    Head lock() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
            statement.setString(1, market);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return new Head(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getObject(4, Long.class),
                        row.getTimestamp(5).toInstant(),
                        new Fees(row.getBigDecimal(6), row.getBigDecimal(7)));
            }
        }
    }

    /** By their place in time. */
    List<Order> openOrders() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(OPEN)) {
            statement.setString(1, market);
            try (ResultSet row = statement.executeQuery()) {
                List<Order> orders = new ArrayList<>();
                while (row.next()) {
                    orders.add(order(row));
                }
                return orders;
            }
        }
    }

    /** Open orders whose time is over, the first ones. */
    List<UUID> due(Instant now, int most) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(DUE)) {
            statement.setString(1, market);
            statement.setTimestamp(2, Timestamp.from(now));
            statement.setInt(3, most);
            try (ResultSet row = statement.executeQuery()) {
                List<UUID> orders = new ArrayList<>();
                while (row.next()) {
                    orders.add(row.getObject(1, UUID.class));
                }
                return orders;
            }
        }
    }

    /** An open one: it has no budget. */
    public static Order order(ResultSet row) throws SQLException {
        Place place = new Place(
                row.getObject("id", UUID.class),
                row.getString("owner"),
                Side.valueOf(row.getString("side").toUpperCase(Locale.ROOT)),
                row.getLong("price"),
                row.getLong("quantity"),
                TimeInForce.valueOf(row.getString("time_in_force").toUpperCase(Locale.ROOT)),
                SelfTrade.valueOf(row.getString("self_trade").toUpperCase(Locale.ROOT)));
        return new Order(
                place,
                row.getLong("seq"),
                place.quantity(),
                row.getLong("filled"),
                row.getLong("prevented"),
                row.getLong("cancelled"),
                0,
                Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)));
    }

    /** The orders that have these names already. */
    Map<Named, UUID> named(List<Named> names) throws SQLException {
        Map<Named, UUID> found = new HashMap<>();
        if (!names.isEmpty()) {
            try (PreparedStatement statement = connection.prepareStatement(NAMED)) {
                Columns.set(statement, 1, "text", names, Named::owner);
                Columns.set(statement, 2, "text", names, Named::clientOrderId);
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        found.put(new Named(row.getString(1), row.getString(2)), row.getObject(3, UUID.class));
                    }
                }
            }
        }
        return found;
    }

    void write(Batch batch) throws SQLException {
        Timestamp at = Timestamp.from(batch.at);
        List<JournalEntry> entries = batch.entries;
        List<Order> orders = List.copyOf(batch.orders.values());
        List<Numbered<Trade>> trades = batch.trades;
        var prevented = batch.prevented;
        try (PreparedStatement statement = connection.prepareStatement(WRITE)) {
            Parameters next = new Parameters(statement);
            next.one(market).one(at);
            next.all("int8", entries, JournalEntry::seq).all("text", batch.previousHashes, hash -> hash);
            next.all("text", entries, JournalEntry::command).all("text", entries, JournalEntry::effects);
            next.all("text", entries, JournalEntry::hash);
            next.one(market).one(at);
            next.all("uuid", orders, Order::id).all("int8", orders, Order::seq).all("text", orders, Order::owner);
            List<Place> places = orders.stream().map(Order::place).toList();
            List<@Nullable Submission> placed =
                    orders.stream().map(order -> batch.placed.get(order.id())).toList();
            next.all("text", placed, one -> one == null ? null : one.clientOrderId());
            next.all("timestamptz", placed, one -> one == null ? null : one.validUntil());
            next.all("text", places, one -> word(one.type())).all("text", places, one -> word(one.side()));
            next.all("int8", places, Place::price).all("int8", places, one -> one.hasBudget() ? one.quantity() : null);
            next.all("int8", orders, Order::quantity).all("text", places, one -> word(one.timeInForce()));
            next.all("text", places, one -> word(one.selfTrade()));
            next.all("int8", orders, Order::filled)
                    .all("int8", orders, Order::prevented)
                    .all("int8", orders, Order::cancelled);
            next.all("text", orders, order -> word(order.status()));
            next.one(market).one(at);
            next.all("int8", trades, Numbered::seq).all("int4", trades, Numbered::n);
            next.all("uuid", trades, one -> one.of().fill().maker());
            next.all("uuid", trades, one -> one.of().fill().taker());
            next.all("text", trades, one -> one.of().buyer().owner());
            next.all("text", trades, one -> one.of().seller().owner());
            next.all("text", trades, one -> word(one.of().takerSide()));
            next.all("int8", trades, one -> one.of().fill().price());
            next.all("int8", trades, one -> one.of().fill().quantity());
            next.all("numeric", trades, one -> one.of().buyerFee());
            next.all("numeric", trades, one -> one.of().sellerFee());
            next.one(market).one(at);
            next.all("int8", prevented, Numbered::seq).all("int4", prevented, Numbered::n);
            next.all("uuid", prevented, one -> one.of().maker())
                    .all("uuid", prevented, one -> one.of().taker());
            next.all("text", prevented, one -> batch.ownerOf(one.of().taker()));
            next.all("int8", prevented, one -> one.of().price())
                    .all("int8", prevented, one -> one.of().quantity());
            next.one(market).one(at);
            next.all("int8", batch.moves, Numbered::seq).all("text", batch.moves, Numbered::of);
            next.one(entries.getLast().seq()).one(entries.getLast().hash()).one(at);
            next.one(batch.halted).one(batch.lastPrice);
            next.one(batch.fees.maker()).one(batch.fees.taker()).one(market);
            statement.executeUpdate();
        }
    }

    /** Sets the parameters of a statement one after the other. */
    private static final class Parameters {

        private final PreparedStatement statement;
        private int index;

        Parameters(PreparedStatement statement) {
            this.statement = statement;
        }

        Parameters one(@Nullable Object value) throws SQLException {
            statement.setObject(++index, value);
            return this;
        }

        <T> Parameters all(String type, List<T> rows, Function<T, @Nullable Object> value) throws SQLException {
            Columns.set(statement, ++index, type, rows, value);
            return this;
        }
    }
}
