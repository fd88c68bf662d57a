package org.aitbc.miner;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** How the database means to run a statement whatever its parameters are, as it does for one it has prepared. */
public final class Plans {

    private Plans() {}

    /** The generic plan of a statement with JDBC's question marks. */
    public static String of(Connection connection, String sql) throws SQLException {
        AtomicInteger parameter = new AtomicInteger();
        String numbered = Pattern.compile("\\?").matcher(sql).replaceAll(_ -> "\\$" + parameter.incrementAndGet());
        String values =
                parameter.get() == 0 ? "" : "(" + String.join(",", Collections.nCopies(parameter.get(), "null")) + ")";
        List<String> lines = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            statement.execute("set plan_cache_mode = force_generic_plan");
            statement.execute("prepare planned as " + numbered);
            try (ResultSet rows = statement.executeQuery("explain execute planned" + values)) {
                while (rows.next()) {
                    lines.add(rows.getString(1));
                }
            }
            statement.execute("deallocate planned");
        }
        return String.join("\n", lines);
    }

    /** Fails where the statement reads whole tables. */
    public static void assertByKey(Connection connection, String sql) throws SQLException {
        assertThat(of(connection, sql)).contains("Index").doesNotContain("Seq Scan", "Hash Join", "Merge Join");
    }
}
