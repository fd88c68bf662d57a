package org.aitbc.bench.ledger;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import org.aitbc.bench.report.Report;
import org.aitbc.domain.id.Ids;
import org.aitbc.standalone.postgres.EmbeddedPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTests {

    @TempDir
    Path home;

    @Test
    void bothWaysKeepTheirBooksRightInEveryScenario() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(home)) {
            Database database = new Database(postgres.url(), postgres.user(), postgres.password());
            Duration length = Duration.ofMillis(50);
            Comparison comparison = new Comparison(database, length, 1, true, new Report());
            comparison.prepare(4, length);
            for (Scenario scenario : Scenario.values()) {
                comparison.measure(scenario, 4);
            }
            try (Connection connection = database.connect()) {
                Book ledger = new Book("payment", "at");
                assertThatThrownBy(() -> ledger.require(connection, ledger.last(connection), List.of(Ids.next()), 2))
                        .hasMessageContaining("1 orders that are not in the books once");
            }
        }
    }
}
