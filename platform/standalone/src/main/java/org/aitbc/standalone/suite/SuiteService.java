package org.aitbc.standalone.suite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.aitbc.ai.AiApplication;
import org.aitbc.explorer.ExplorerApplication;
import org.aitbc.gateway.GatewayApplication;
import org.aitbc.governance.GovernanceApplication;
import org.aitbc.market.MarketApplication;
import org.aitbc.miner.MinerApplication;
import org.aitbc.payment.PaymentApplication;
import org.aitbc.trading.TradingApplication;

/**
 * A service of the suite.
 *
 * @param name its module's name, and that of its configuration file
 * @param application what Spring starts
 * @param portVariable the variable that its configuration reads its port from
 * @param apart keeps out what the class path holds for others: one class path serves all of the suite
 */
public record SuiteService(String name, Class<?> application, String portVariable, Map<String, String> apart) {

    private static final Map<String, String> WITHOUT_SERVICES = Map.of(
            "spring.flyway.enabled",
            "false",
            "spring.autoconfigure.exclude",
            String.join(
                    ",",
                    "org.aitbc.starter.database.DatabaseAutoConfiguration",
                    "org.springframework.boot.security.autoconfigure.web.reactive.ReactiveWebSecurityAutoConfiguration",
                    "org.springframework.boot.security.autoconfigure.ReactiveUserDetailsServiceAutoConfiguration"));

    /** What clients and workers talk to. */
    public static final SuiteService GATEWAY =
            new SuiteService("api-gateway", GatewayApplication.class, "AITBC_GATEWAY_PORT", WITHOUT_SERVICES);

    /** What jobs need besides the gateway. */
    static final List<SuiteService> FOR_JOBS = List.of(
            new SuiteService("miner-service", MinerApplication.class, "AITBC_MINER_PORT", Map.of()),
            new SuiteService("ai-service", AiApplication.class, "AITBC_AI_PORT", Map.of()),
            new SuiteService("payment-service", PaymentApplication.class, "AITBC_PAYMENT_PORT", Map.of()));

    /** What starts once jobs are served. */
    static final List<SuiteService> AFTER_JOBS = List.of(
            new SuiteService("governance-service", GovernanceApplication.class, "AITBC_GOVERNANCE_PORT", Map.of()),
            new SuiteService("explorer-service", ExplorerApplication.class, "AITBC_EXPLORER_PORT", Map.of()),
            new SuiteService("trading-service", TradingApplication.class, "AITBC_TRADING_PORT", Map.of()),
            new SuiteService("marketplace-service", MarketApplication.class, "AITBC_MARKETPLACE_PORT", Map.of()));

    /** What the gateway talks to. */
    public static final List<SuiteService> BEHIND_GATEWAY =
            Stream.concat(FOR_JOBS.stream(), AFTER_JOBS.stream()).toList();

    /** All of them, the gateway last. */
    public static List<SuiteService> all() {
        return Stream.concat(BEHIND_GATEWAY.stream(), Stream.of(GATEWAY)).toList();
    }

    /** The variable that the gateway and other services read this one's address from. */
    public String urlVariable() {
        return "AITBC_" + name.toUpperCase(Locale.ROOT).replace('-', '_') + "_URL";
    }

    /** Arguments win over everything else, so that a variable meant for another suite does not reach this one. */
    List<String> arguments(Map<String, String> properties) {
        List<String> arguments = new ArrayList<>();
        arguments.add("--spring.config.name=" + name);
        apart.forEach((property, value) -> arguments.add("--" + property + "=" + value));
        of(properties).forEach((property, value) -> arguments.add("--" + property + "=" + value));
        return arguments;
    }

    /** What is set for every service, and above it what is set for this one: its name and a slash come before the property's. */
    private Map<String, String> of(Map<String, String> properties) {
        Map<String, String> mine = new HashMap<>();
        properties.forEach((property, value) -> {
            if (!property.contains("/")) {
                mine.putIfAbsent(property, value);
            } else if (property.startsWith(name + "/")) {
                mine.put(property.substring(name.length() + 1), value);
            }
        });
        return mine;
    }
}
