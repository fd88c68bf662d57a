package org.aitbc.starter.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.mock.web.MockHttpServletRequest;

class ProblemAdviceTests {

    private final ProblemAdvice advice = new ProblemAdvice();

    @Test
    void aDatabaseThatTakesNoWritesIsUnavailable() {
        assertThat(status("25006")).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
    }

    @Test
    void whatElseNobodyForesawIsAnErrorOfOurs() {
        assertThat(status("42601")).isEqualTo(HttpStatus.INTERNAL_SERVER_ERROR);
    }

    private HttpStatus status(String sqlState) {
        UncategorizedSQLException failure =
                new UncategorizedSQLException("task", "insert ...", new SQLException("no", sqlState));
        return HttpStatus.valueOf(advice.untranslated(failure, new MockHttpServletRequest())
                .getStatusCode()
                .value());
    }
}
