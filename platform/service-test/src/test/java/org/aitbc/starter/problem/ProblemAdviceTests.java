package org.aitbc.starter.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.mock.web.MockHttpServletRequest;

class ProblemAdviceTests {

    private final ProblemAdvice advice = new ProblemAdvice();

    @Test
    void aDatabaseThatTakesNoWritesIsUnavailable() {
        assertThat(status("25006")).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
    }

    /** As JPA tells it when it cannot roll back, and the pool without a state. */
    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"08003", "08006"})
    void aConnectionThatIsGoneIsUnavailable(@Nullable String sqlState) {
        assertThat(status(sqlState)).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
    }

    @Test
    void whatElseNobodyForesawIsAnErrorOfOurs() {
        assertThat(status("42601")).isEqualTo(HttpStatus.INTERNAL_SERVER_ERROR);
    }

    private HttpStatus status(@Nullable String sqlState) {
        UncategorizedSQLException failure =
                new UncategorizedSQLException("task", "insert ...", new SQLException("no", sqlState));
        return HttpStatus.valueOf(advice.untranslated(failure, new MockHttpServletRequest())
                .getStatusCode()
                .value());
    }
}
