package org.aitbc.bench.trading;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.aitbc.bench.http.ClosedLoop;
import org.aitbc.bench.process.SuiteProcess;

/**
 * The usual way: a transaction for each order, which locks the market, takes the owner's money, matches the best orders of the
 * other side and pays, in one function on the server and without HTTP. There is no journal, and nothing would notice a
 * repetition.
 */
final class UsualBook {

    private static final String TABLES = """
            create schema usual;
            create table usual.market (id int primary key);
            insert into usual.market values (1);
            create table usual.balance (owner int primary key, base numeric(38, 8), quote numeric(38, 8));
            insert into usual.balance select i, 1e9, 1e9 from generate_series(0, 1023) i;
            create table usual.spot_order (id uuid primary key, seq bigint generated always as identity, owner int not null,
              buys boolean not null, price bigint not null, quantity bigint not null, remaining bigint not null);
            create index on usual.spot_order (price, seq) where remaining > 0 and buys;
            create index on usual.spot_order (price, seq) where remaining > 0 and not buys;
            create table usual.fill (maker uuid, taker uuid, price bigint, quantity bigint, at timestamptz);
            create function usual.best(_buys boolean) returns setof usual.spot_order language plpgsql as $$
            begin
              if _buys then
                return query select * from usual.spot_order where remaining > 0 and not buys order by price, seq limit 1;
              else
                return query select * from usual.spot_order where remaining > 0 and buys order by price desc, seq limit 1;
              end if;
            end $$;
            create function usual.place(_id uuid, _owner int, _buys boolean, _price bigint, _quantity bigint) returns void
            language plpgsql as $$
            declare
              _left bigint := _quantity;
              _lots bigint;
              _maker usual.spot_order;
            begin
              perform from usual.market where id = 1 for update;
              update usual.balance set quote = quote - case when _buys then _price * _quantity else 0 end,
                base = base - case when _buys then 0 else _quantity end where owner = _owner;
              while _left > 0 loop
                select * into _maker from usual.best(_buys);
                exit when _maker.id is null or case when _buys then _maker.price > _price else _maker.price < _price end;
                _lots := least(_left, _maker.remaining);
                update usual.spot_order set remaining = remaining - _lots where id = _maker.id;
                insert into usual.fill values (_maker.id, _id, _maker.price, _lots, now());
                update usual.balance set base = base + case when _buys then _lots else 0 end,
                  quote = quote + case when _buys then 0 else _maker.price * _lots end where owner = _owner;
                update usual.balance set base = base + case when _buys then 0 else _lots end,
                  quote = quote + case when _buys then _maker.price * _lots else 0 end where owner = _maker.owner;
                _left := _left - _lots;
              end loop;
              insert into usual.spot_order (id, owner, buys, price, quantity, remaining)
                values (_id, _owner, _buys, _price, _quantity, _left);
            end $$""";

    private UsualBook() {}

    static void create(SuiteProcess suite) throws SQLException {
        try (Connection connection = suite.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(TABLES);
        }
    }

    /** A client with a connection of its own. */
    static ClosedLoop.Client trader(SuiteProcess suite, int owner) throws IOException {
        try {
            Connection connection = suite.connect();
            PreparedStatement place = connection.prepareStatement("select usual.place(?, ?, ?, ?, ?)");
            return new ClosedLoop.Client() {

                @Override
                public int run() throws IOException {
                    try {
                        ThreadLocalRandom random = ThreadLocalRandom.current();
                        place.setObject(1, UUID.randomUUID());
                        place.setInt(2, owner);
                        place.setBoolean(3, random.nextBoolean());
                        place.setLong(4, TradingBench.price(random));
                        place.setLong(5, 1 + random.nextInt(100));
                        place.execute();
                        return 1;
                    } catch (SQLException e) {
                        throw new IOException(e);
                    }
                }

                @Override
                public void close() throws IOException {
                    try {
                        connection.close();
                    } catch (SQLException e) {
                        throw new IOException(e);
                    }
                }
            };
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }
}
