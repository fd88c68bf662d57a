package org.aitbc.gateway.proxy;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpHeadersFactory;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Which headers pass the gateway, in either direction. */
public final class ForwardedHeaders {

    private static final List<String> HOP_BY_HOP = List.of(
            "Connection",
            "Keep-Alive",
            "Proxy-Authenticate",
            "Proxy-Authorization",
            "Proxy-Connection",
            "TE",
            "Trailer",
            "Transfer-Encoding",
            "Upgrade");
    private static final HttpHeaders KEPT_FROM_SERVICES = names(
            HOP_BY_HOP,
            List.of("Authorization", "Expect", "Forwarded", "Host", "X-Api-Key", "X-Real-IP", "X-Request-ID"));
    private static final HttpHeaders KEPT_FROM_CALLERS = names(HOP_BY_HOP, List.of("X-Request-ID"));
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

    // what was read was checked when it was read
    private static final HttpHeadersFactory UNCHECKED =
            DefaultHttpHeadersFactory.headersFactory().withValidation(false);

    private ForwardedHeaders() {}

    /** Those of a request that its service may see. */
    public static HttpHeaders ofRequest(HttpHeaders sent) {
        return copy(sent, KEPT_FROM_SERVICES, true);
    }

    /** Those of an answer that the caller may see. */
    public static HttpHeaders ofAnswer(HttpHeaders sent) {
        return copy(sent, KEPT_FROM_CALLERS, false);
    }

    private static HttpHeaders copy(HttpHeaders from, HttpHeaders kept, boolean keepsIdentity) {
        HttpHeaders to = UNCHECKED.newHeaders();
        Iterator<Map.Entry<CharSequence, CharSequence>> headers = from.iteratorCharSequence();
        while (headers.hasNext()) {
            Map.Entry<CharSequence, CharSequence> header = headers.next();
            CharSequence name = header.getKey();
            if (!kept.contains(name) && !(keepsIdentity && namesACaller(name))) {
                to.add(name, header.getValue());
            }
        }
        if (from.contains(HttpHeaderNames.CONNECTION)) {
            removeListed(from.getAll(HttpHeaderNames.CONNECTION), to);
        }
        return to;
    }

    private static void removeListed(List<String> lists, HttpHeaders to) {
        for (String names : lists) {
            for (String name : names.split(",", -1)) {
                // the length says where the message ends, whoever else claims it
                if (!name.isBlank() && !HttpHeaderNames.CONTENT_LENGTH.contentEqualsIgnoreCase(name.strip())) {
                    to.remove(name.strip());
                }
            }
        }
    }

    private static boolean namesACaller(CharSequence name) {
        if (name.length() < 2 || (name.charAt(0) | 0x20) != 'x' || name.charAt(1) != '-') {
            return false;
        }
        String text = name.toString();
        for (String prefix : IDENTITY_PREFIXES) {
            if (text.regionMatches(true, 0, prefix, 0, prefix.length())) {
                return true;
            }
        }
        return false;
    }

    @SafeVarargs
    private static HttpHeaders names(List<String>... lists) {
        HttpHeaders names = new DefaultHttpHeaders();
        for (List<String> list : lists) {
            list.forEach(name -> names.add(name, ""));
        }
        return names;
    }
}
