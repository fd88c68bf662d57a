package org.aitbc.market.performance;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The GPUs that are listed, as they are now. */
@Component
class Devices {

    private final JdbcClient jdbc;
    private final Allocations allocations;
    private final Supplier<List<Device>> now;

    Devices(JdbcClient jdbc, Allocations allocations, Readings readings, PerformanceSettings settings) {
        this.jdbc = jdbc;
        this.allocations = allocations;
        now = readings.named("devices", settings.reading(), this::read);
    }

    List<Device> now() {
        return now.get();
    }

    private List<Device> read() {
        Map<UUID, List<Memory.Block>> taken = allocations.taken();
        return jdbc.sql("""
                        select l.id, l.model, l.memory_gb, l.status, l.slot,
                               case when w.presence = 'online' then w.details::text end as beat
                        from marketplace.listing l
                        left join marketplace.worker w on w.id = l.miner_id
                        order by l.id""").query(Device.Listed.class).list().stream()
                .map(gpu -> Device.of(gpu, new Memory(gpu.bytes(), taken.getOrDefault(gpu.id(), List.of()))))
                .toList();
    }
}
