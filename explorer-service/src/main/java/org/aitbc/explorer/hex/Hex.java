package org.aitbc.explorer.hex;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Bytes in hexadecimal digits, as Ethereum and this API write them: in lower case, with 0x. */
public final class Hex {

    private static final String PREFIX = "0x";
    private static final Pattern HASH = Pattern.compile("(0x)?[0-9a-f]{64}");
    private static final Pattern ADDRESS = Pattern.compile("(0x)?[0-9a-f]{40}");

    private Hex() {}

    public static String of(byte[] bytes) {
        return PREFIX + HexFormat.of().formatHex(bytes);
    }

    public static List<String> of(List<byte[]> hashes) {
        return hashes.stream().map(Hex::of).toList();
    }

    /** A column of bytes. */
    public static String of(ResultSet row, String column) throws SQLException {
        return of(row.getBytes(column));
    }

    public static @Nullable String ofNullable(ResultSet row, String column) throws SQLException {
        byte[] bytes = row.getBytes(column);
        return bytes == null ? null : of(bytes);
    }

    /**
     * What the digits say, in either case, with 0x or without.
     *
     * @throws IllegalArgumentException for text that is no whole bytes
     */
    public static byte[] bytes(String text) {
        return HexFormat.of().parseHex(text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text);
    }

    /** The 64 digits of a hash as people write it, with 0x or without; empty where the text is none. */
    public static Optional<String> hash(String text) {
        return digits(text, HASH);
    }

    /** The 40 digits of an address, likewise. */
    public static Optional<String> address(String text) {
        return digits(text, ADDRESS);
    }

    private static Optional<String> digits(String text, Pattern form) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        return form.matcher(lower).matches()
                ? Optional.of(lower.startsWith(PREFIX) ? lower.substring(PREFIX.length()) : lower)
                : Optional.empty();
    }
}
