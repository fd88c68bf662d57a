package org.aitbc.gateway.routing;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Maps the paths older clients use to the one under {@code /v1} that routes and access rules are written for. */
final class CanonicalPaths {

    private static final Pattern DOUBLED_SLASHES = Pattern.compile("/{2,}");
    // What a service could read as another path than the one the rules were checked for.
    private static final Pattern AMBIGUOUS =
            Pattern.compile("(?i)[;\\\\]|%(?:2f|5c|2e|25|3b|[01][0-9a-f]|7f)|/\\.{1,2}(?:/|$)");
    private static final List<String> BASES = List.of("/api/v1", "/api", "/v1");

    private final Set<String> resources;
    private final Set<String> legacyPrefixes;

    CanonicalPaths(Set<String> resources, Set<String> legacyPrefixes) {
        this.resources = Set.copyOf(resources);
        this.legacyPrefixes = Set.copyOf(legacyPrefixes);
    }

    /** The canonical form of a raw path; the same instance when it is canonical, empty when its meaning is ambiguous. */
    Optional<String> of(String path) {
        if (isPlain(path) && path.startsWith("/v1/")) {
            return Optional.of(path);
        }
        if (AMBIGUOUS.matcher(path).find()) {
            return Optional.empty();
        }
        String tidy = DOUBLED_SLASHES.matcher(path).replaceAll("/");
        boolean slashAtEnd = tidy.length() > 1 && tidy.endsWith("/");
        return Optional.of(canonical(slashAtEnd ? tidy.substring(0, tidy.length() - 1) : tidy));
    }

    private String canonical(String path) {
        String based = withoutBase(path);
        if (!based.equals(path)) {
            return "/v1" + based;
        }
        String first = firstSegment(path);
        if (legacyPrefixes.contains(first)) {
            return behindPrefix(path, first);
        }
        return resources.contains(first) ? "/v1" + path : path;
    }

    private String behindPrefix(String path, String prefix) {
        String rest = path.substring(prefix.length() + 1);
        String based = withoutBase(rest);
        boolean prefixIsPartOfThePath =
                based.equals(rest) && resources.contains(prefix) && !resources.contains(firstSegment(rest));
        return "/v1" + (prefixIsPartOfThePath ? path : based);
    }

    private static String withoutBase(String path) {
        for (String base : BASES) {
            if (path.length() > base.length() + 1 && path.startsWith(base) && path.charAt(base.length()) == '/') {
                return path.substring(base.length());
            }
        }
        return path;
    }

    private static String firstSegment(String path) {
        int end = path.indexOf('/', 1);
        return path.isEmpty() ? "" : path.substring(1, end < 0 ? path.length() : end);
    }

    private static boolean isPlain(String path) {
        int last = path.length() - 1;
        for (int i = 0; i < last; i++) {
            char c = path.charAt(i);
            char next = path.charAt(i + 1);
            if (c == '%' || c == ';' || c == '\\' || (c == '/' && (next == '/' || next == '.'))) {
                return false;
            }
        }
        return last >= 0 && path.charAt(last) != '/' && path.charAt(last) != ';';
    }
}
