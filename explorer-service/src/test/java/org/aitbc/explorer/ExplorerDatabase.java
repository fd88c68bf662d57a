package org.aitbc.explorer;

import java.util.List;
import org.aitbc.servicetest.TestDatabase;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** The service's tables in a database of their own, for tests that need nothing else of it. */
public final class ExplorerDatabase {

    private static final String URL = TestDatabase.create("explorer", List.of("core", "explorer"));

    private ExplorerDatabase() {}

    /** A connection that serves one user after the other. */
    public static SingleConnectionDataSource connection() {
        return new SingleConnectionDataSource(URL, true);
    }
}
