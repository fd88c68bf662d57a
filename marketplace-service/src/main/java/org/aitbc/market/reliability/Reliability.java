package org.aitbc.market.reliability;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.id.Ids;
import org.aitbc.market.gpu.Gpu;
import org.aitbc.market.reliability.Presence.Interval;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Scores, and what they follow from. */
@Component
class Reliability {

    private static final int MOST_AT_ONCE = 200;

    private final JdbcClient jdbc;
    private final Evidence evidence;
    private final Presence presence;
    private final ReliabilitySettings settings;

    Reliability(JdbcClient jdbc, Evidence evidence, Presence presence, ReliabilitySettings settings) {
        this.jdbc = jdbc;
        this.evidence = evidence;
        this.presence = presence;
        this.settings = settings;
    }

    /**
     * A score with all that it follows from, except of the jobs, which are a list of their own.
     *
     * @param jobs where that list is
     */
    record Report(
            String gpuId,
            @Nullable String minerId,
            Instant from,
            Instant asOf,
            Inputs.Score result,
            String formula,
            Inputs inputs,
            List<Interval> presence,
            List<Evidence.Booking> bookings,
            List<Evidence.Mismatch> mismatches,
            String jobs) {}

    /** @throws Invalid when the time is yet to come */
    Window window(@Nullable Instant asOf) {
        Instant now = jdbc.sql("select now()").query(Timestamp.class).single().toInstant();
        if (asOf != null && asOf.isAfter(now)) {
            throw new Invalid("VALIDATION_ERROR", "as_of: is yet to come");
        }
        return Window.before(Objects.requireNonNullElse(asOf, now), settings.window());
    }

    Report of(Gpu gpu, Window window) {
        Inputs inputs = Objects.requireNonNull(
                evidence.inputs(List.of(gpu.id()), window).get(gpu.id()));
        String id = Ids.text(gpu.id());
        return new Report(
                id,
                gpu.minerId(),
                window.from(),
                window.until(),
                inputs.score(),
                Inputs.FORMULA,
                inputs,
                presence.of(gpu.minerId(), window.from(), window.until()),
                evidence.bookings(gpu.id(), window),
                evidence.mismatches(gpu.id(), window),
                "/v1/marketplace/gpu/" + id + "/reliability/jobs?as_of=" + window.until());
    }

    /** Brings the oldest scores up to date. */
    void rate() {
        rate(jdbc.sql("""
                        select g.id from marketplace.gpu g left join marketplace.score s on s.gpu_id = g.id
                        where g.removed_at is null and g.miner_id is not null
                          and (s.at is null or s.at < now() - make_interval(secs => ?))
                        order by s.at nulls first limit ?""")
                .params(settings.scoreAge().toSeconds(), MOST_AT_ONCE)
                .query(UUID.class)
                .list());
    }

    void rate(List<UUID> gpus) {
        Map<UUID, Inputs> inputs = evidence.inputs(gpus, window(null));
        inputs.forEach((gpu, one) ->
                jdbc.sql("""
                        insert into marketplace.score (gpu_id, reliability, at) values (?, ?, now())
                        on conflict (gpu_id) do update set reliability = excluded.reliability, at = excluded.at""").param(gpu).param(one.score().score()).update());
    }
}
