package org.aitbc.endtoend.security;

import java.util.Locale;
import java.util.Map;

/** @param headers by their names in lower case */
record Answer(int status, Map<String, String> headers, String body) {

    boolean isRefusal() {
        return status >= 400 && status < 500;
    }

    String header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    boolean isProblem() {
        return header("content-type").startsWith("application/problem+json")
                && body.startsWith("{")
                && body.contains("\"status\":" + status)
                && body.contains("\"code\":\"")
                && body.contains("\"request_id\":");
    }
}
