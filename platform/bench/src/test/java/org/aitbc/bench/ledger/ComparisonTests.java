package org.aitbc.bench.ledger;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import org.aitbc.bench.report.Durations;
import org.aitbc.bench.report.Report;
import org.aitbc.domain.id.Ids;
import org.aitbc.standalone.postgres.EmbeddedPostgres;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Tag("soak")
class ComparisonTests {

    @TempDir
    Path home;

    @Test
    void bothWaysKeepTheirBooksRightInEveryScenario() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(home)) {
            Database database = new Database(postgres.url(), postgres.user(), postgres.password());
            Durations durations =
                    CommandLine.populateCommand(new Durations(), "--rounds=1", "--seconds=0.05", "--warm-up=0");
            Comparison comparison = new Comparison(database, durations, new Report());
            comparison.prepare();
            for (Scenario scenario : Scenario.values()) {
                comparison.measure(scenario, 4);
            }
            try (Connection connection = database.connect()) {
                Books ledger = new Books("payment", "at");
                assertThatThrownBy(() -> ledger.require(connection, ledger.last(connection), List.of(Ids.next())))
                        .hasMessageContaining("1 transfers that are not there once");
            }
        }
    }
}
