package org.aitbc.starter.parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Supplier;
import org.aitbc.domain.parameter.Parameter;
import org.aitbc.servicetest.TestDatabase;
import org.aitbc.starter.database.RecordStatement;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

class ParametersTests {

    private final JdbcClient jdbc = RecordStatement.client(
            new JdbcTemplate(TestDatabase.dataSource(TestDatabase.create("parameters", List.of("core")))),
            JsonMapper.shared());
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final Parameters parameters = new Parameters("some-service", jdbc, meters);
    private final Supplier<BigDecimal> fee = parameters.use(Parameter.NETWORK_FEE, new BigDecimal("0.025"));

    /** @param ago seconds since it counts; below zero for one that is ahead */
    private void version(int version, String value, int ago) {
        jdbc.sql("""
            insert into core.parameter_version (name, version, value, least, most, created_at, effective_at, cause)
            values ('payments.network_fee', ?, ?, 0, 1, now() - make_interval(secs => ? + 60), now() - make_interval(secs => ?), 'proposal')""").params(version, new BigDecimal(value), ago, ago).update();
        parameters.look();
    }

    @Test
    void theServicesOwnSettingCountsUntilAVersionDoes() {
        assertThat(fee.get()).isEqualByComparingTo("0.025");
        version(1, "0.02", -30);
        assertThat(fee.get()).isEqualByComparingTo("0.025");
        version(2, "0.03", 1);
        assertThat(fee.get()).isEqualByComparingTo("0.03");
        version(3, "0.01", 0);
        assertThat(fee.get()).isEqualByComparingTo("0.01");
        assertThat(jdbc.sql("select value from core.parameter_use where service = 'some-service' and version = 3")
                        .query(BigDecimal.class)
                        .single())
                .isEqualByComparingTo("0.01");
    }

    @Test
    void aValueOutOfBoundsIsNeverApplied() {
        version(1, "0.02", 1);
        version(2, "0.5", 0);
        assertThat(fee.get()).isEqualByComparingTo("0.02");
        assertThat(meters.get("aitbc.parameters.refused").gauge().value()).isEqualTo(1);
    }

    @Test
    void theGreatestValueThatEverCountedIsKnown() {
        BigDecimal setting = new BigDecimal("0.025");
        assertThat(parameters.greatest(Parameter.NETWORK_FEE, setting)).isEqualByComparingTo("0.025");
        version(1, "0.04", 2);
        version(2, "0.01", 1);
        version(3, "0.5", 0);
        assertThat(fee.get()).isEqualByComparingTo("0.01");
        assertThat(parameters.greatest(Parameter.NETWORK_FEE, setting)).isEqualByComparingTo("0.04");
    }

    @Test
    void theHistoryTellsWhatCountedWhenAndLeavesOutWhatNeverDid() {
        BigDecimal setting = new BigDecimal("0.025");
        version(1, "0.02", 30);
        version(2, "0.5", 20);
        version(3, "0.03", 10);
        List<Parameters.Step> history = parameters.history(Parameter.NETWORK_FEE, setting);
        assertThat(history.stream().map(one -> one.value().stripTrailingZeros()))
                .containsExactly(new BigDecimal("0.03"), new BigDecimal("0.02"), setting);
        assertThat(history.getFirst().since()).isEqualTo(history.get(1).until());
        assertThat(history.get(1).since()).isEqualTo(history.getLast().until());
    }

    @Test
    void versionsCountAMinuteAfterTheyAreMadeAndStayWhatTheyAre() {
        version(1, "0.02", 1);
        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() ->
                        jdbc.sql("update core.parameter_version set value = 0").update());
        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> jdbc.sql("""
            insert into core.parameter_version (name, version, value, least, most, effective_at, cause)
            values ('payments.network_fee', 2, 0, 0, 1, now() + interval '50 s', 'proposal')""").update());
    }
}
