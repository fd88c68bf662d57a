package org.aitbc.gateway.access;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.aitbc.domain.identity.Role;
import org.springframework.boot.context.properties.ConfigurationProperties;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Keys that the environment brings: a JSON array or comma separated, for each role. */
@ConfigurationProperties("aitbc.keys")
record EnvironmentKeys(String client, String miner, String admin) {

    private static final int SHORTEST = 16;
    private static final JsonMapper JSON = new JsonMapper();

    EnvironmentKeys {
        parse("CLIENT_API_KEYS", client);
        parse("MINER_API_KEYS", miner);
        parse("ADMIN_API_KEYS", admin);
    }

    Map<Role, List<String>> byRole() {
        Map<Role, List<String>> keys = new EnumMap<>(Role.class);
        keys.put(Role.CLIENT, parse("CLIENT_API_KEYS", client));
        keys.put(Role.MINER, parse("MINER_API_KEYS", miner));
        keys.put(Role.ADMIN, parse("ADMIN_API_KEYS", admin));
        return keys;
    }

    private static List<String> parse(String name, String text) {
        List<String> keys = split(name, text.strip()).stream()
                .map(String::strip)
                .filter(key -> !key.isEmpty())
                .toList();
        for (String key : keys) {
            if (key.length() < SHORTEST || key.startsWith("$")) {
                throw new IllegalArgumentException(
                        name + ": each key needs at least " + SHORTEST + " characters and must not start with $");
            }
        }
        return keys;
    }

    private static List<String> split(String name, String text) {
        if (!text.startsWith("[")) {
            return Arrays.asList(text.split(",", -1));
        }
        try {
            return JSON.readValue(text, new TypeReference<List<String>>() {});
        } catch (JacksonException malformed) {
            throw new IllegalArgumentException(name + " starts like a JSON array of strings, but is none", malformed);
        }
    }
}
