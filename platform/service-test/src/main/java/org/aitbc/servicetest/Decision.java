package org.aitbc.servicetest;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.aitbc.domain.parameter.Parameter;
import org.aitbc.starter.parameter.Parameters;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A value that governance decided for a while; once closed, it is as if nothing had been decided. */
public final class Decision implements AutoCloseable {

    private final JdbcClient jdbc;
    private final Parameters parameters;
    private final Parameter parameter;
    private final Instant at;
    private final BigDecimal before;

    /** @param ago since when it counts */
    public Decision(JdbcClient jdbc, Parameters parameters, Parameter parameter, String value, Duration ago) {
        this.jdbc = jdbc;
        this.parameters = parameters;
        this.parameter = parameter;
        parameters.look();
        at = jdbc.sql("select clock_timestamp()").query(Instant.class).single().minus(ago);
        before = jdbc.sql("select value from core.parameter_use where name = ?")
                .param(parameter.text())
                .query(BigDecimal.class)
                .single();
        write(new BigDecimal(value));
    }

    private void write(BigDecimal value) {
        jdbc.sql("""
            insert into core.parameter_version (name, version, value, least, most, created_at, effective_at, cause)
            select :name, 1 + count(*), :value, :least, :most, :at::timestamptz - interval '61 s', :at, 'proposal'
            from core.parameter_version where name = :name""")
                .param("name", parameter.text())
                .param("value", value)
                .param("least", parameter.least())
                .param("most", parameter.most())
                .param("at", at)
                .update();
        parameters.look();
    }

    @Override
    public void close() {
        write(before);
    }
}
