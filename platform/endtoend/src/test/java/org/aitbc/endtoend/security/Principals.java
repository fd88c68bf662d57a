package org.aitbc.endtoend.security;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/** Those who call one operation: an owner of everything there is to own, strangers to it, and an administrator. */
final class Principals {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Api api;
    private final String admin;
    private final int number = COUNT.incrementAndGet();
    private final Map<Who, String> keys = new EnumMap<>(Who.class);

    Principals(Api api, String admin) {
        this.api = api;
        this.admin = admin;
        for (Who who : List.of(Who.OTHER_CLIENT, Who.OTHER_MINER, Who.CLIENT, Who.MINER)) {
            keys.put(who, issue(who).path("key").stringValue());
        }
        keys.put(Who.ADMIN, admin);
        JsonNode revoked = api.post(key(Who.CLIENT), "/v1/keys/rotate", "");
        api.call(Request.of("DELETE", "/v1/keys/" + revoked.path("id").stringValue())
                .withKey(key(Who.CLIENT)));
        keys.put(Who.REVOKED, revoked.path("key").stringValue());
        for (Who who : List.of(Who.CLIENT, Who.OTHER_CLIENT)) {
            api.post(admin, "/v1/payments/deposit", """
                    {"wallet":"%1$s","amount":100000,"reference":"fixture of %1$s"}""".formatted(principal(who)));
        }
    }

    String key(Who who) {
        return Objects.requireNonNull(keys.get(who), who.name());
    }

    Request as(Who who, Request request) {
        return keys.containsKey(who) ? request.withKey(key(who)) : request;
    }

    /** Names nobody could guess, nor find in an answer by chance. */
    String principal(Who who) {
        return "principal-" + number + "-" + who.toString().replace(' ', '-');
    }

    String admin() {
        return admin;
    }

    int number() {
        return number;
    }

    private JsonNode issue(Who who) {
        return api.post(admin, "/v1/keys", """
                {"principal":"%s","role":"%s"}""".formatted(principal(who), who.role()));
    }
}
