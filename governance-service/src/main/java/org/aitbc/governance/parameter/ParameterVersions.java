package org.aitbc.governance.parameter;

import java.math.BigDecimal;
import java.util.*;
import org.aitbc.domain.error.*;
import org.aitbc.domain.parameter.Parameter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What was decided about values of the suite. */
@Component
public record ParameterVersions(JdbcClient jdbc) {

    public record Change(Parameter parameter, BigDecimal value) {}

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
    public void write(UUID proposal, List<Change> changes) {
        // versions have no gaps, and no two proposals decide from the same value
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('parameter versions', 0))")
                .query()
                .listOfRows();
        require(changes);
        changes.forEach(change -> jdbc.sql("""
            insert into core.parameter_version (name, version, value, least, most, effective_at, proposal, cause)
            select :name, coalesce(max(version), 0) + 1, :value, :least, :most, clock_timestamp() + interval '61 seconds', :proposal, 'proposal'
            from core.parameter_version where name = :name""")
                .param("name", change.parameter().text())
                .param("value", change.value())
                .param("least", change.parameter().least())
                .param("most", change.parameter().most())
                .param("proposal", proposal)
                .update());
    }
}
