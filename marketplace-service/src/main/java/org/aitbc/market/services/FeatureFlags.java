package org.aitbc.market.services;

import java.time.Instant;
import java.util.*;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.identity.Caller;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

/** What an admin may switch off and on. */
@Component
class FeatureFlags {

    private static final String CURRENT = """
            select coalesce(bool_and(value) filter (where name = 'auto_cross_chain_listing'), true) as auto_cross_chain_listing,
              coalesce(bool_and(value) filter (where name = 'cross_chain_pricing_enabled'), true) as cross_chain_pricing_enabled,
              coalesce(bool_and(value) filter (where name = 'regional_pricing_enabled'), true) as regional_pricing_enabled,
              coalesce(bool_and(value) filter (where name = 'reputation_based_ranking'), true) as reputation_based_ranking,
              false as auto_bridge_execution, false as multi_chain_wallet_support
            from marketplace.global_option""";

    private final JdbcClient jdbc;

    FeatureFlags(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The last two are asked for by older clients, and have nothing to switch here. */
    enum Flag {
        AUTO_CROSS_CHAIN_LISTING("Cross-chain offers that name no chains are listed on all that have a node"),
        CROSS_CHAIN_PRICING_ENABLED("A price for the target chain goes before others"),
        REGIONAL_PRICING_ENABLED("A price for the target region goes before the base price"),
        REPUTATION_BASED_RANKING("Integrated offers are listed by how the sales of their sellers went"),
        AUTO_BRIDGE_EXECUTION("Purchases are settled in the ledger: nothing has to be bridged"),
        MULTI_CHAIN_WALLET_SUPPORT("Wallets on chains are explorer-service's");

        final String description;

        Flag(String description) {
            this.description = description;
        }

        boolean isSupported() {
            return compareTo(AUTO_BRIDGE_EXECUTION) < 0;
        }

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What is supported is on until an admin switches it off. */
    record IntegrationOptions(
            boolean autoCrossChainListing,
            boolean crossChainPricingEnabled,
            boolean regionalPricingEnabled,
            boolean reputationBasedRanking,
            boolean autoBridgeExecution,
            boolean multiChainWalletSupport) {}

    record Change(String name, boolean value, Instant updatedAt) {}

    IntegrationOptions current() {
        return jdbc.sql(CURRENT).query(IntegrationOptions.class).single();
    }

    /** What was switched, by name. */
    Map<String, Change> changes() {
        return jdbc
                .sql("select name, value, updated_at from marketplace.global_option")
                .query(Change.class)
                .list()
                .stream()
                .collect(Collectors.toMap(Change::name, Function.identity()));
    }

    /** @throws Invalid when one of them has no effect here, or its value is no truth value; then none is changed */
    @Transactional
    public void change(Caller caller, Map<String, JsonNode> wanted) {
        Set<String> supported = Arrays.stream(Flag.values())
                .filter(Flag::isSupported)
                .map(Flag::text)
                .collect(Collectors.toSet());
        wanted.forEach((name, value) -> {
            Invalid.when(!supported.contains(name), "VALIDATION_ERROR", name + ": has no effect here");
            Invalid.when(!value.isBoolean(), "VALIDATION_ERROR", name + ": must be true or false");
            jdbc.sql("""
                insert into marketplace.global_option (name, value, changed_by) values (?, ?, ?)
                on conflict (name) do update set value = excluded.value, changed_by = excluded.changed_by, updated_at = now()""").params(name, value.booleanValue(), caller.subject()).update();
        });
    }
}
