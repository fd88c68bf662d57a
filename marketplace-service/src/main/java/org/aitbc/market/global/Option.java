package org.aitbc.market.global;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an admin may switch. The last two are asked for by older clients, and have nothing to switch here. */
enum Option {
    AUTO_CROSS_CHAIN_LISTING(true, true, "Cross-chain offers that name no chains are listed on all that have a node"),
    CROSS_CHAIN_PRICING_ENABLED(true, true, "A price for the target chain goes before others"),
    REGIONAL_PRICING_ENABLED(true, true, "A price for the target region goes before the base price"),
    REPUTATION_BASED_RANKING(true, true, "Integrated offers are listed by how the sales of their sellers went"),
    AUTO_BRIDGE_EXECUTION(false, false, "Purchases are settled in the ledger: nothing has to be bridged"),
    MULTI_CHAIN_WALLET_SUPPORT(false, false, "Wallets on chains are explorer-service's");

    private final boolean usual;
    private final boolean changeable;
    private final String description;

    Option(boolean usual, boolean changeable, String description) {
        this.usual = usual;
        this.changeable = changeable;
        this.description = description;
    }

    static Optional<Option> of(String text) {
        return Arrays.stream(values()).filter(one -> one.text().equals(text)).findFirst();
    }

    @JsonValue
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean usual() {
        return usual;
    }

    boolean isChangeable() {
        return changeable;
    }

    String description() {
        return description;
    }
}
