package org.aitbc.market.services;

import java.time.Instant;
import java.util.*;
import java.util.stream.*;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.identity.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** What an admin may switch off and on. */
@Component
record FeatureFlags(JdbcClient jdbc) {

    private static final String CURRENT = """
        select coalesce(bool_and(value) filter (where name = 'auto_cross_chain_listing'), true) as auto_cross_chain_listing,
          coalesce(bool_and(value) filter (where name = 'cross_chain_pricing_enabled'), true) as cross_chain_pricing_enabled,
          coalesce(bool_and(value) filter (where name = 'regional_pricing_enabled'), true) as regional_pricing_enabled,
          coalesce(bool_and(value) filter (where name = 'reputation_based_ranking'), true) as reputation_based_ranking,
          false as auto_bridge_execution, false as multi_chain_wallet_support
        from marketplace.global_option
        """;

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

    /**
     * What is supported is on until an admin switches it off.
     *
     * @param autoCrossChainListing whether offers that name no chain are listed on all
     * @param crossChainPricingEnabled whether prices by chain count
     * @param regionalPricingEnabled whether prices by region count
     * @param reputationBasedRanking whether offers with more success come first
     * @param autoBridgeExecution false: it is not supported
     * @param multiChainWalletSupport false: it is not supported
     */
    record IntegrationOptions(
            boolean autoCrossChainListing,
            boolean crossChainPricingEnabled,
            boolean regionalPricingEnabled,
            boolean reputationBasedRanking,
            boolean autoBridgeExecution,
            boolean multiChainWalletSupport) {}

    record Change(String name, boolean value, @Nullable Instant updatedAt) {}

    IntegrationOptions current() {
        return jdbc.sql(CURRENT).query(IntegrationOptions.class).single();
    }

    /** What was switched, by name. */
    Map<String, Change> changes() {
        List<Change> all = jdbc.sql("select * from marketplace.global_option")
                .query(Change.class)
                .list();
        return all.stream().collect(Collectors.toMap(Change::name, one -> one));
    }

    /** @throws Invalid when one of them has no effect here, or its value is no truth value; then none is changed */
    void change(Caller caller, Map<String, JsonNode> wanted) {
        wanted.forEach((name, value) -> {
            boolean known = Stream.of(Flag.values())
                    .anyMatch(one -> one.isSupported() && one.text().equals(name));
            Invalid.when(!known, "VALIDATION_ERROR", name + ": has no effect here");
            Invalid.when(!value.isBoolean(), "VALIDATION_ERROR", name + ": must be true or false");
        });
        jdbc.sql("""
            insert into marketplace.global_option (name, value, changed_by)
            select key, value::boolean, ? from jsonb_each_text(?::jsonb)
            on conflict (name) do update set value = excluded.value, changed_by = excluded.changed_by, updated_at = now()\
            """).params(caller.subject(), wanted).update();
    }
}
