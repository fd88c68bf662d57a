package org.aitbc.explorer.browse;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Hashes and addresses as people write them, with 0x or without. */
public final class Hex {

    private static final Pattern HASH = Pattern.compile("(0x)?[0-9a-f]{64}");
    private static final Pattern ADDRESS = Pattern.compile("(0x)?[0-9a-f]{40}");

    private Hex() {}

    /** The 64 digits of a hash; empty where the text is none. */
    public static Optional<String> hash(String text) {
        return digits(text, HASH);
    }

    /** The 40 digits of an address; empty where the text is none. */
    public static Optional<String> address(String text) {
        return digits(text, ADDRESS);
    }

    private static Optional<String> digits(String text, Pattern form) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        return form.matcher(lower).matches()
                ? Optional.of(lower.startsWith("0x") ? lower.substring(2) : lower)
                : Optional.empty();
    }
}
