package org.aitbc.bench.chaos.environment;

import java.util.Locale;

/** A service of the suite, in a process of its own. */
public enum Service {
    MINER("miner-service", "AITBC_MINER_PORT"),
    AI("ai-service", "AITBC_AI_PORT"),
    PAYMENT("payment-service", "AITBC_PAYMENT_PORT"),
    TRADING("trading-service", "AITBC_TRADING_PORT"),
    GOVERNANCE("governance-service", "AITBC_GOVERNANCE_PORT"),
    GATEWAY("api-gateway", "AITBC_GATEWAY_PORT");

    private final String module;
    private final String portVariable;

    Service(String module, String portVariable) {
        this.module = module;
        this.portVariable = portVariable;
    }

    /** What its files are called. */
    public String module() {
        return module;
    }

    String portVariable() {
        return portVariable;
    }

    /** The variable that others read its address from. */
    String urlVariable() {
        return "AITBC_" + module.toUpperCase(Locale.ROOT).replace('-', '_') + "_URL";
    }
}
