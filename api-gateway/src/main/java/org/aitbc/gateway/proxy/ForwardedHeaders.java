package org.aitbc.gateway.proxy;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which headers pass the gateway, in either direction. */
final class ForwardedHeaders {

    private static final Set<String> HOP_BY_HOP = ignoringCase(
            "Connection",
            "Keep-Alive",
            "Proxy-Authenticate",
            "Proxy-Authorization",
            "Proxy-Connection",
            "TE",
            "Trailer",
            "Transfer-Encoding",
            "Upgrade");
    private static final Set<String> OF_THE_GATEWAY =
            ignoringCase("Authorization", "Expect", "Forwarded", "Host", "X-Api-Key", "X-Real-IP", "X-Request-ID");
    // A service believes the token alone; nothing else that names a caller gets there.
    private static final List<String> IDENTITY_PREFIXES = List.of(
            "X-Forwarded-",
            "X-Auth",
            "X-Caller",
            "X-Client-",
            "X-Original-",
            "X-Principal",
            "X-Remote-",
            "X-Role",
            "X-Subject",
            "X-Tenant",
            "X-User");

    private ForwardedHeaders() {}

    static void copyRequest(HttpHeaders from, HttpHeaders to) {
        to.remove(HttpHeaderNames.ACCEPT).remove(HttpHeaderNames.USER_AGENT);
        Iterator<Map.Entry<CharSequence, CharSequence>> headers = from.iteratorCharSequence();
        while (headers.hasNext()) {
            Map.Entry<CharSequence, CharSequence> header = headers.next();
            if (isForwarded(header.getKey().toString())) {
                to.add(header.getKey(), header.getValue());
            }
        }
        for (String names : from.getAll(HttpHeaderNames.CONNECTION)) {
            for (String name : names.split(",", -1)) {
                to.remove(name.strip());
            }
        }
    }

    static void copyResponse(HttpHeaders from, org.springframework.http.HttpHeaders to) {
        for (Map.Entry<String, String> header : from) {
            String name = header.getKey();
            if (!HOP_BY_HOP.contains(name) && !name.equalsIgnoreCase("X-Request-ID")) {
                to.add(name, header.getValue());
            }
        }
    }

    static boolean isForwarded(String name) {
        if (HOP_BY_HOP.contains(name) || OF_THE_GATEWAY.contains(name)) {
            return false;
        }
        for (String prefix : IDENTITY_PREFIXES) {
            if (name.regionMatches(true, 0, prefix, 0, prefix.length())) {
                return false;
            }
        }
        return true;
    }

    private static Set<String> ignoringCase(String... names) {
        Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        set.addAll(Arrays.asList(names));
        return set;
    }
}
