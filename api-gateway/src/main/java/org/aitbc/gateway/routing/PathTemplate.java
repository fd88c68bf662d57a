package org.aitbc.gateway.routing;

import java.util.List;

/**
 * A set of paths: literal segments, {@code *} for any one segment, and {@code /**} at the end for whatever follows or
 * nothing. It is matched against each request, so it walks the path and makes nothing.
 */
public record PathTemplate(List<String> segments, boolean openEnd) {

    private static final String ANY_REST = "/**";

    /** Reads a template as it is written in the configuration, such as {@code /v1/miners/**}. */
    public static PathTemplate valueOf(String text) {
        boolean openEnd = text.endsWith(ANY_REST);
        String fixed = openEnd ? text.substring(0, text.length() - ANY_REST.length()) : text;
        if (!fixed.startsWith("/") || fixed.contains("**") || fixed.contains("{")) {
            throw new IllegalArgumentException("a path reads /a/*/b or /a/**, not: " + text);
        }
        return new PathTemplate(List.of(fixed.substring(1).split("/", -1)), openEnd);
    }

    /** @param path without percent-encodings, empty segments or a slash at the end */
    boolean matches(String path) {
        int at = 0;
        for (String segment : segments) {
            if (at >= path.length()) {
                return false;
            }
            int next = path.indexOf('/', at + 1);
            int end = next < 0 ? path.length() : next;
            if (!isOne(segment, path, at + 1, end)) {
                return false;
            }
            at = end;
        }
        return openEnd || at == path.length();
    }

    private static boolean isOne(String segment, String path, int start, int end) {
        return segment.equals("*") ? end > start : end - start == segment.length() && path.startsWith(segment, start);
    }
}
