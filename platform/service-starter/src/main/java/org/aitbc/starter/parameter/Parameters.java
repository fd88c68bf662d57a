package org.aitbc.starter.parameter;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.aitbc.domain.parameter.Parameter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.TransactionException;

/**
 * The values in force, by the database's time. All versions are loaded each second, and one is known a minute before it counts,
 * so all instances change at the same moment; while the database is away, what is known stays in force.
 */
public class Parameters {

    private static final Logger LOG = LoggerFactory.getLogger(Parameters.class);

    private static final Instant FOR_EVER = Instant.parse("9999-01-01T00:00:00Z");

    private final String service;
    private final JdbcClient jdbc;
    private final Map<Parameter, BigDecimal> settings = new ConcurrentHashMap<>();
    private final Map<Parameter, Version> told = new ConcurrentHashMap<>();
    private volatile Known known;

    Parameters(String service, JdbcClient jdbc, MeterRegistry meters) {
        this.service = service;
        this.jdbc = jdbc;
        this.known = load();
        Gauge.builder("aitbc.parameters.refused", this, one -> one.known.refused())
                .description("Versions of parameters that are not applied because they are out of bounds")
                .register(meters);
    }

    private record Version(String name, int version, BigDecimal value, Instant effectiveAt) {

        boolean isAllowed() {
            return Parameter.find(name).stream().allMatch(one -> one.allows(value));
        }
    }

    /** @param nanos when it was read, of this machine's clock */
    private record Known(List<Version> newestFirst, Instant at, long nanos) {

        @Nullable
        Version inForce(Parameter parameter) {
            Instant now = at.plusNanos(System.nanoTime() - nanos);
            return newestFirst.stream()
                    .filter(one -> one.name.equals(parameter.text()) && !one.effectiveAt.isAfter(now))
                    .filter(Version::isAllowed)
                    .findFirst()
                    .orElse(null);
        }

        long refused() {
            return newestFirst.stream().filter(one -> !one.isAllowed()).count();
        }
    }

    /**
     * The value of a parameter at each moment.
     *
     * @param setting what counts until governance decides otherwise
     */
    public Supplier<BigDecimal> use(Parameter parameter, BigDecimal setting) {
        settings.put(parameter, setting);
        return () -> {
            Version version = known.inForce(parameter);
            return version == null ? setting : version.value();
        };
    }

    /** The greatest value that ever counted, for what is reckoned about the past: what counts until the first decision, or any version. */
    public BigDecimal greatest(Parameter parameter, BigDecimal setting) {
        return known.newestFirst().stream()
                .filter(one -> one.name.equals(parameter.text()) && one.isAllowed())
                .map(Version::value)
                .reduce(setting, BigDecimal::max);
    }

    /** A value and when it counted. */
    public record Step(Instant since, Instant until, BigDecimal value) {}

    /** What counted when, the newest first; before the first decision it is the setting, as far as it was the same then. */
    public List<Step> history(Parameter parameter, BigDecimal setting) {
        List<Step> steps = new ArrayList<>();
        Instant until = FOR_EVER;
        for (Version one : known.newestFirst()) {
            if (one.name.equals(parameter.text()) && one.isAllowed() && one.effectiveAt.isBefore(until)) {
                steps.add(new Step(one.effectiveAt, until, one.value));
                until = one.effectiveAt;
            }
        }
        steps.add(new Step(Instant.EPOCH, until, setting));
        return steps;
    }

    @Scheduled(fixedDelayString = "${aitbc.parameters-look:1s}")
    public void look() {
        try {
            known = load();
            settings.forEach(this::tell);
        } catch (DataAccessException | TransactionException later) {
            LOG.debug("parameters stay as they are: {}", later.getMessage());
        }
    }

    private Known load() {
        List<Version> versions = jdbc.sql("""
            select name, version, value, effective_at from core.parameter_version order by name, version desc""").query(Version.class).list();
        return new Known(
                versions,
                jdbc.sql("select clock_timestamp()").query(Instant.class).single(),
                System.nanoTime());
    }

    /** That an execution arrived. */
    private void tell(Parameter parameter, BigDecimal setting) {
        Version decided = known.inForce(parameter);
        Version now = decided == null ? new Version(parameter.text(), 0, setting, Instant.EPOCH) : decided;
        if (!now.equals(told.get(parameter))) {
            jdbc.sql("""
                insert into core.parameter_use (service, name, value, version) values (?, ?, ?, ?)
                on conflict (service, name) do update set value = excluded.value, version = excluded.version, seen_at = now()
                where (parameter_use.value, parameter_use.version) <> (excluded.value, excluded.version)""")
                    .params(service, parameter.text(), now.value(), now.version())
                    .update();
            told.put(parameter, now);
        }
    }
}
