package org.aitbc.endtoend.security;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Ways around a rule that other gateways have been led: the same request, said in another way. */
final class Detours {

    private static final List<String> IDENTITIES = List.of(
            "X-User-Id",
            "X-User",
            "X-Forwarded-User",
            "X-Remote-User",
            "X-Principal",
            "X-Caller",
            "X-Subject",
            "X-Auth-Subject",
            "X-Client-Id",
            "X-Original-User");

    private Detours() {}

    /** As if another proxy had vouched for somebody, in front of the gateway. */
    static Request vouchedFor(Request request, String principal, String role, String token) {
        Request forged = request.with("X-Role: " + role)
                .with("X-Roles: " + role)
                .with("X-Tenant: default")
                .with("X-Forwarded-For: 127.0.0.1")
                .with("X-Service-Token: " + token);
        for (String identity : IDENTITIES) {
            forged = forged.with(identity + ": " + principal);
        }
        // a key in X-Api-Key goes before one in Authorization; without one, this is the key
        return forged.with("Authorization: Bearer " + token);
    }

    /** @param ownersKey which counts in the two headers that are meant for it, and nowhere else */
    static List<Request> of(Request request, String ownersKey) {
        String path = request.target();
        String first = path.length() > 4 ? path.substring(4) : path;
        String separator = path.contains("?") ? "&" : "?";
        List<Request> detours = new ArrayList<>(Stream.of(
                        "/" + path,
                        path.replaceFirst("(\\?|$)", "/$1"),
                        "/api" + path,
                        "/gpu" + path,
                        "/ai" + path,
                        "/v1/%" + Integer.toHexString(first.charAt(0)) + first.substring(1),
                        path.replaceFirst("(\\?|$)", ";x=1$1"),
                        path.replaceFirst("(\\?|$)", "/.$1"),
                        path.replaceFirst("(\\?|$)", "%2f..%2f$1"),
                        "/v1/receipts/keys/.." + path.substring(3),
                        "/v1/receipts/keys%2f..%2f.." + path.substring(3),
                        path.toUpperCase(Locale.ROOT),
                        "http://localhost" + path,
                        path + separator + "api_key=" + ownersKey + "&access_token=" + ownersKey + "&x-api-key="
                                + ownersKey)
                .map(request::to)
                .toList());
        detours.add(request.with("Cookie: api_key=" + ownersKey + "; X-Api-Key=" + ownersKey));
        detours.add(request.with("X-Original-URL: /v1/receipts/keys").with("X-Rewrite-URL: /v1/receipts/keys"));
        detours.add(request.with("X-HTTP-Method-Override: GET").with("X-Method-Override: GET"));
        if (request.method().equals("GET")) {
            detours.add(new Request("HEAD", path, request.headers(), request.body()));
        }
        return detours;
    }
}
