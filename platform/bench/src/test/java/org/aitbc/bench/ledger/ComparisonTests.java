package org.aitbc.bench.ledger;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import org.aitbc.bench.report.Report;
import org.aitbc.domain.id.Ids;
import org.aitbc.servicetest.TestDatabase;
import org.junit.jupiter.api.Test;

class ComparisonTests {

    private static final Database DATABASE = new Database(TestDatabase.url(), "postgres", "postgres");

    @Test
    void bothWaysKeepTheirBooksRightInEveryScenario() throws Exception {
        Duration length = Duration.ofMillis(50);
        Comparison comparison = new Comparison(DATABASE, length, 1, true, new Report());
        comparison.prepare(4, length);
        for (Scenario scenario : Scenario.values()) {
            comparison.measure(scenario, 4);
        }
        try (Connection connection = DATABASE.connect()) {
            Book ledger = new Book("payment", "at");
            assertThatThrownBy(() -> ledger.require(connection, ledger.last(connection), List.of(Ids.next()), 2))
                    .hasMessageContaining("1 orders that are not in the books once");
        }
    }
}
