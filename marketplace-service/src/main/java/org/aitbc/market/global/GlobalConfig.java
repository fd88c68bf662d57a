package org.aitbc.market.global;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the market's behaviour depends on. */
@Component
class GlobalConfig {

    private final Options options;
    private final GlobalSettings settings;

    GlobalConfig(Options options, GlobalSettings settings) {
        this.options = options;
        this.settings = settings;
    }

    /** @param updatedAt null where it is as it was delivered */
    record ConfigEntry(
            String value,
            String type,
            String description,
            String category,
            boolean isPublic,
            @Nullable Instant updatedAt) {}

    Map<String, ConfigEntry> of(@Nullable String category) {
        Map<String, ConfigEntry> all = new LinkedHashMap<>();
        options.settings()
                .forEach((option, setting) -> all.put(
                        option.text(),
                        new ConfigEntry(
                                Boolean.toString(setting.value()),
                                "boolean",
                                option.description(),
                                "integration",
                                true,
                                setting.updatedAt())));
        all.put("deliver_within", time(settings.deliverWithin(), "How long a seller has; then the money goes back"));
        all.put(
                "confirm_within",
                time(settings.confirmWithin(), "How long a buyer may look at a delivery; then it is paid for"));
        all.put(
                "external_markets",
                new ConfigEntry(
                        String.join(",", settings.external().keySet()),
                        "list",
                        "Other instances of this suite that are bought from",
                        "external",
                        true,
                        null));
        all.values().removeIf(entry -> category != null && !entry.category().equals(category));
        return all;
    }

    private static ConfigEntry time(Duration value, String description) {
        return new ConfigEntry(value.toString(), "duration", description, "settlement", true, null);
    }
}
