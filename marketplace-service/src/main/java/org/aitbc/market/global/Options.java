package org.aitbc.market.global;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.identity.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

/** What is switched on. */
@Component
class Options {

    private final JdbcClient jdbc;

    Options(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Setting(boolean value, @Nullable Instant updatedAt) {}

    Map<Option, Setting> settings() {
        Map<Option, Setting> all = new EnumMap<>(Option.class);
        for (Option option : Option.values()) {
            all.put(option, new Setting(option.usual(), null));
        }
        jdbc.sql("select name, value, updated_at from marketplace.global_option")
                .query(row -> {
                    Setting setting =
                            new Setting(row.getBoolean(2), row.getTimestamp(3).toInstant());
                    Option.of(row.getString(1)).ifPresent(option -> all.put(option, setting));
                });
        return all;
    }

    Map<Option, Boolean> values() {
        Map<Option, Boolean> values = new EnumMap<>(Option.class);
        settings().forEach((option, setting) -> values.put(option, setting.value()));
        return values;
    }

    boolean isOn(Option option) {
        return values().getOrDefault(option, option.usual());
    }

    /** @throws Invalid when one of them has no effect here, or its value is no truth value; then none is changed */
    @Transactional
    public void change(Caller caller, Map<String, JsonNode> wanted) {
        wanted.forEach((name, value) -> {
            Option option = Option.of(name)
                    .filter(Option::isChangeable)
                    .orElseThrow(() -> new Invalid("VALIDATION_ERROR", name + ": has no effect here"));
            if (!value.isBoolean()) {
                throw new Invalid("VALIDATION_ERROR", name + ": must be true or false");
            }
            jdbc.sql("""
                            insert into marketplace.global_option (name, value, changed_by) values (?, ?, ?)
                            on conflict (name) do update set value = excluded.value, changed_by = excluded.changed_by, updated_at = now()""")
                    .params(option.text(), value.booleanValue(), caller.subject())
                    .update();
        });
    }
}
