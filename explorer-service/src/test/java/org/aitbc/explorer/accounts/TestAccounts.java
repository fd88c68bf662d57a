package org.aitbc.explorer.accounts;

import java.nio.file.Path;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Accounts for tests that run without the service. */
public final class TestAccounts {

    private static final MasterKey MASTER =
            new MasterKey(new KeySettings("a master key of tests, long enough", Path.of("")));

    private TestAccounts() {}

    public static Accounts on(JdbcClient jdbc) {
        return new Accounts(jdbc, MASTER);
    }
}
