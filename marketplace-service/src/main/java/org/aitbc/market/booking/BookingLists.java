package org.aitbc.market.booking;

import static java.util.stream.Collectors.joining;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.aitbc.domain.identity.Caller;
import org.aitbc.market.row.Rows;
import org.aitbc.starter.paging.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which bookings somebody may see, and which have to be looked after. */
@Component
class BookingLists {

    private static final String NEWEST = """
            (select b.id from marketplace.booking b
             where %s and (cast(:gpu as uuid) is null or b.gpu_id = :gpu)
               and (cast(:state as text) is null or b.state = :state) and b.id < :below
             order by b.id desc limit cast(:limit as bigint) + :offset)""";

    private static final String END = ") order by b.id desc limit :limit offset :offset";

    private final JdbcClient jdbc;

    BookingLists(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param client only those that this client made */
    record Filter(
            @Nullable String client,
            @Nullable UUID gpuId,
            @Nullable BookingState state) {

        private static final String OF_ALL = list("true");
        private static final String OF_CLIENT = list("b.client = :client and (:all or b.client = :me)");
        private static final String OF_BOTH = list("b.client = :me", "b.owner = :me");

        /** What the caller may see. */
        String sql(Caller caller) {
            if (client != null) {
                return OF_CLIENT;
            }
            return caller.isAdmin() ? OF_ALL : OF_BOTH;
        }

        /** Each condition by itself, so that an index of its own has the newest of it. */
        private static String list(String... whose) {
            return Stream.of(whose)
                    .map(NEWEST::formatted)
                    .collect(joining(" union ", Bookings.ROWS + "where b.id in (", END));
        }
    }

    List<Booking> list(Caller caller, Filter filter, Page page) {
        return jdbc.sql(filter.sql(caller))
                .param("all", caller.isAdmin())
                .param("me", caller.subject())
                .param("client", filter.client())
                .param("gpu", filter.gpuId())
                .param("state", filter.state() == null ? null : filter.state().text())
                .param("below", page.below())
                .param("limit", page.rows() + 1)
                .param("offset", page.skipped())
                .query(Booking::of)
                .list();
    }

    /**
     * What is not ended of what has begun, or is of a GPU that was taken off the market, in the order of its end. It is read
     * bit by bit, as one goes on.
     */
    Iterable<UUID> due(Instant now) {
        return () -> Stream.iterate(
                        dueAfter(Due.FIRST, now), due -> !due.isEmpty(), due -> dueAfter(due.getLast(), now))
                .flatMap(List::stream)
                .map(Due::id)
                .iterator();
    }

    private record Due(UUID id, Instant end) {

        /** Before all. */
        static final Due FIRST = new Due(new UUID(0, 0), Instant.EPOCH);
    }

    private List<Due> dueAfter(Due last, Instant now) {
        return jdbc.sql("""
                        select b.id, upper(b.span) as ends_at
                        from marketplace.booking b join marketplace.gpu g on g.id = b.gpu_id
                        where %s and (lower(b.span) <= :now or g.removed_at is not null) and (upper(b.span), b.id) > (:end, :id)
                        order by upper(b.span), b.id limit 1000""".formatted(Bookings.OPEN))
                .param("now", Timestamp.from(now))
                .param("end", Timestamp.from(last.end()))
                .param("id", last.id())
                .query((row, _) -> new Due(Rows.id(row, "id"), Rows.time(row, "ends_at")))
                .list();
    }
}
