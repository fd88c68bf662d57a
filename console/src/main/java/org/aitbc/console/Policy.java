package org.aitbc.console;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the browser lets a page do: load its own files and ask its own origin. The import map has to stand inside the
 * page, so it is allowed by its hash.
 */
final class Policy {

    private static final Pattern INLINE = Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);

    private Policy() {}

    static Map<String, String> of(byte[] page) {
        String hashes = INLINE.matcher(new String(page, StandardCharsets.UTF_8))
                .results()
                .map(script -> " 'sha256-" + hash(script.group(1)) + "'")
                .collect(Collectors.joining());
        return Map.of(
                "Content-Security-Policy",
                "default-src 'none'; script-src 'self'" + hashes
                        + "; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'"
                        + "; form-action 'none'; frame-ancestors 'none'"
                        + "; require-trusted-types-for 'script'; trusted-types lit-html",
                "Cross-Origin-Opener-Policy",
                "same-origin",
                "Referrer-Policy",
                "no-referrer");
    }

    private static String hash(String script) {
        return Base64.getEncoder().encodeToString(ConsoleFile.sha256(script.getBytes(StandardCharsets.UTF_8)));
    }
}
