package org.aitbc.ai.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.aitbc.ai.AiTest;
import org.aitbc.starter.database.DedicatedConnections;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class SubmitPlanTests extends AiTest {

    @Autowired
    private DedicatedConnections connections;

    @Test
    void paymentsLimitsAndQuotasAreReadByKey() throws Exception {
        AtomicInteger parameter = new AtomicInteger();
        String numbered = Pattern.compile("\\?")
                .matcher(SubmitStatement.SQL)
                .replaceAll(_ -> "\\$" + parameter.incrementAndGet());
        List<String> plan = new ArrayList<>();
        try (Connection connection = connections.byKey();
                Statement statement = connection.createStatement()) {
            statement.execute("set plan_cache_mode = force_generic_plan");
            statement.execute("prepare planned as " + numbered);
            try (ResultSet rows = statement.executeQuery("explain execute planned("
                    + String.join(",", Collections.nCopies(parameter.get(), "null")) + ")")) {
                while (rows.next()) {
                    plan.add(rows.getString(1));
                }
            }
        }

        assertThat(String.join("\n", plan))
                .containsPattern("Index Scan using \\w+ on payment ")
                .containsPattern("Index Scan using \\w+ on spend_limit ")
                .containsPattern("Index Scan using \\w+ on payload_use ")
                .doesNotContain("Seq Scan", "Hash Join", "Merge Join");
    }
}
