package org.aitbc.market.booking;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.aitbc.domain.identity.Caller;
import org.aitbc.market.money.Holds;
import org.aitbc.market.money.Terms;
import org.aitbc.market.row.Rows;
import org.aitbc.starter.once.Once;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Money that bookings are made with; none is held for what costs nothing. */
@Component
class Deposits {

    private final Holds holds;
    private final Once once;
    private final JdbcClient jdbc;

    Deposits(Holds holds, Once once, JdbcClient jdbc) {
        this.holds = holds;
        this.once = once;
        this.jdbc = jdbc;
    }

    /** @param hold null where nothing had to be held */
    record Deposit(@Nullable UUID hold) {

        static final Deposit NONE = new Deposit(null);
    }

    record Held(UUID hold, BigDecimal amount) {}

    /**
     * As {@link Holds#deal}.
     *
     * @param free nothing has to be held: {@code terms} are not asked for
     */
    <T> T buy(
            Caller caller,
            @Nullable String key,
            String operation,
            Object request,
            Class<T> type,
            boolean free,
            Supplier<Terms> terms,
            Function<Deposit, T> write) {
        if (free) {
            return once.run(caller, key, operation, request, type, () -> write.apply(Deposit.NONE));
        }
        return holds.deal(caller, key, operation, request, type, terms, hold -> write.apply(new Deposit(hold)));
    }

    /** What a deal has taken for the booking, be it what its own terms said or those of the same request before. */
    void add(UUID booking, Deposit deposit) {
        if (deposit.hold() != null) {
            jdbc.sql("""
                            insert into marketplace.booking_hold (id, booking_id, amount)
                            select id, ?, amount from marketplace.hold where id = ?""").params(booking, deposit.hold()).update();
        }
    }

    /** The first first. */
    List<Held> of(UUID booking) {
        return jdbc.sql("select id, amount from marketplace.booking_hold where booking_id = ? order by id")
                .param(booking)
                .query((row, _) -> new Held(Rows.id(row, "id"), row.getBigDecimal("amount")))
                .list();
    }
}
