package org.aitbc.servicetest;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** What tests need of the machine beside a JDK. */
public final class Programs {

    private Programs() {}

    /** Skips the test without the program. Where the variable {@code CI} is {@code true} nothing is skipped: the test fails. */
    public static void require(String name, boolean isThere, String hint) {
        String missing = "there is no " + name + ": " + hint;
        if (!isThere && "true".equals(System.getenv("CI"))) {
            fail(missing);
        }
        assumeTrue(isThere, missing);
    }

    /** @see #require */
    public static void requireAnvil(boolean isThere) {
        require("anvil", isThere, "./aitbc test fetches it where npm is installed");
    }
}
