package org.aitbc.governance.parameter;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.*;
import org.aitbc.domain.error.*;
import org.aitbc.domain.parameter.Parameter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What was decided about values of the suite. */
@Component
public record ParameterVersions(JdbcClient jdbc) {

    /** How long a version is known before it counts. */
    public static final Duration AHEAD = Duration.ofSeconds(61);

    public record Change(Parameter parameter, BigDecimal value) {}

    /** @param before what counted until then, which may have been the service's own setting */
    public record Written(Parameter parameter, BigDecimal before, BigDecimal value, int version) {}

    /** The newest version, also one that is still ahead; else what services are set to. */
    public BigDecimal current(Parameter parameter) {
        return jdbc.sql("""
            select value from (
              select value, version, now() as at from core.parameter_version where name = :name
              union all select value, 0, seen_at from core.parameter_use where name = :name) v
            order by version desc, at desc limit 1""")
                .param("name", parameter.text())
                .query(BigDecimal.class)
                .optional()
                .orElseThrow(() -> new Unavailable("PARAMETER_NOT_IN_USE", "no service has said what it applies"));
    }

    /** @throws Invalid when a value is out of bounds, or too far from the current one */
    public void require(List<Change> changes) {
        for (Change change : changes) {
            Parameter parameter = change.parameter();
            String bounds = parameter.text() + ": from " + parameter.least() + " to " + parameter.most();
            Invalid.when(!parameter.allows(change.value()), "OUT_OF_BOUNDS", bounds);
            BigDecimal step = change.value().subtract(current(parameter)).abs();
            String most = parameter.text() + ": a proposal changes it by " + parameter.step() + " at most";
            Invalid.when(step.compareTo(parameter.step()) > 0, "STEP_TOO_LARGE", most);
        }
    }

    /** Writes what is applied by all services from in a minute on. */
    public List<Written> write(UUID proposal, List<Change> changes) {
        lock();
        require(changes);
        return changes.stream()
                .map(one -> insert(proposal, one.parameter(), one.value(), "proposal"))
                .toList();
    }

    /** Brings back the values before; nothing, and false, where one of them has been changed since. */
    public boolean revert(UUID proposal, List<Written> changes) {
        lock();
        boolean newest = areNewest(changes);
        if (newest) {
            changes.forEach(one -> insert(proposal, one.parameter(), one.before(), "reverted"));
        }
        return newest;
    }

    public boolean areNewest(List<Written> changes) {
        return changes.stream()
                .allMatch(one -> jdbc.sql("select max(version) from core.parameter_version where name = ?")
                                .param(one.parameter().text())
                                .query(Integer.class)
                                .single()
                        == one.version());
    }

    /** Versions have no gaps, and no two proposals decide from the same value. */
    private void lock() {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('parameter versions', 0))")
                .query()
                .listOfRows();
    }

    private Written insert(UUID proposal, Parameter parameter, BigDecimal value, String cause) {
        BigDecimal before = current(parameter);
        int version = jdbc.sql("""
                    insert into core.parameter_version (name, version, value, least, most, effective_at, proposal, cause)
                    select :name, coalesce(max(version), 0) + 1, :value, :least, :most, clock_timestamp() + make_interval(secs => :ahead),
                           :proposal, :cause
                    from core.parameter_version where name = :name returning version""")
                .param("name", parameter.text())
                .param("value", value)
                .param("least", parameter.least())
                .param("most", parameter.most())
                .param("ahead", AHEAD.toSeconds())
                .param("proposal", proposal)
                .param("cause", cause)
                .query(Integer.class)
                .single();
        return new Written(parameter, before, value, version);
    }
}
