package org.aitbc.miner.dispatch;

import static java.util.stream.Collectors.toMap;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.aitbc.miner.lease.Lease;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which GPUs are booked by the bookings that jobs run on. */
@Component
class BookedSlots {

    private final JdbcClient jdbc;
    private final Requirements requirements;

    BookedSlots(JdbcClient jdbc, Requirements requirements) {
        this.jdbc = jdbc;
        this.requirements = requirements;
    }

    /** By booking, as far as it is known. Jobs without one cost no query. */
    Map<UUID, Integer> of(List<Lease> leases) {
        UUID[] bookings = leases.stream()
                .map(lease -> requirements.of(lease.requirement()).constraints().bookingId())
                .filter(Objects::nonNull)
                .distinct()
                .toArray(UUID[]::new);
        return bookings.length == 0
                ? Map.of()
                : jdbc
                        .sql("""
                                select booking_id, gpu_slot from core.reservation
                                where booking_id = any(?) and gpu_slot is not null""")
                        .param(bookings)
                        .query((row, _) -> Map.entry(row.getObject(1, UUID.class), row.getInt(2)))
                        .list()
                        .stream()
                        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
