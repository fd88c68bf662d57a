package org.aitbc.standalone.security;

import java.util.ArrayList;
import java.util.List;

/** How a suite is started for tests that send more than anybody should. */
final class Suites {

    private static final String MANY = "10000000";

    private Suites() {}

    /** Without workers, a chain and limits of rate, and with webhooks to this machine, where nobody listens. */
    static String[] arguments() {
        List<String> arguments = new ArrayList<>(
                List.of("--workers", "0", "--without-chain", "--set", "aitbc.webhooks.allow-private=true"));
        for (String caller : List.of("roles.client", "roles.miner", "roles.admin", "anonymous")) {
            for (String limit : List.of("per-second", "burst")) {
                arguments.add("--set");
                arguments.add("aitbc.rate-limits." + caller + "." + limit + "=" + MANY);
            }
        }
        return arguments.toArray(String[]::new);
    }
}
