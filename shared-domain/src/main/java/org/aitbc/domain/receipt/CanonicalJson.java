package org.aitbc.domain.receipt;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The one text a JSON value is signed as, bit for bit the legacy coordinator's (Python's {@code json.dumps} with sorted
 * keys, no spaces and ASCII only, after dropping nulls): null members and null elements are left out at every level, keys
 * are sorted by code point, everything outside 0x20..0x7e is escaped, floats are the shortest text that reads back as the
 * same double, in Python's notation.
 */
public final class CanonicalJson {

    private static final HexFormat HEX = HexFormat.of();

    private CanonicalJson() {}

    /** The bytes that are hashed and signed. */
    public static byte[] bytes(JsonNode value) {
        return text(value).getBytes(StandardCharsets.US_ASCII);
    }

    /** The same as text. */
    public static String text(JsonNode value) {
        StringBuilder out = new StringBuilder(256);
        write(value, out);
        return out.toString();
    }

    private static void write(JsonNode value, StringBuilder out) {
        switch (value.getNodeType()) {
            case OBJECT -> writeObject(value, out);
            case ARRAY -> writeArray(value, out);
            case STRING -> writeString(value.stringValue(), out);
            case NUMBER ->
                out.append(
                        value.isInt() || value.isLong()
                                ? Long.toString(value.longValue())
                                : value.isIntegralNumber()
                                        ? value.bigIntegerValue().toString()
                                        : number(value.doubleValue()));
            case BOOLEAN -> out.append(value.booleanValue());
            case NULL, MISSING -> out.append("null");
            case BINARY, POJO -> throw new IllegalArgumentException("not a JSON value: " + value.getNodeType());
        }
    }

    private static void writeObject(JsonNode object, StringBuilder out) {
        out.append('{');
        int start = out.length();
        object.properties().stream()
                .filter(member -> !member.getValue().isNull())
                .sorted(Map.Entry.comparingByKey(CanonicalJson::byCodePoint))
                .forEach(member -> {
                    separate(out, start);
                    writeString(member.getKey(), out);
                    out.append(':');
                    write(member.getValue(), out);
                });
        out.append('}');
    }

    private static void writeArray(JsonNode array, StringBuilder out) {
        out.append('[');
        int start = out.length();
        for (JsonNode element : array) {
            if (!element.isNull()) {
                separate(out, start);
                write(element, out);
            }
        }
        out.append(']');
    }

    private static void separate(StringBuilder out, int start) {
        if (out.length() > start) {
            out.append(',');
        }
    }

    /** As {@link String#compareTo}, but what takes two chars comes after all that take one. */
    private static int byCodePoint(String a, String b) {
        for (int i = 0; i < Math.min(a.length(), b.length()); i++) {
            char one = a.charAt(i);
            char other = b.charAt(i);
            if (one != other) {
                return Character.isSurrogate(one) == Character.isSurrogate(other)
                        ? one - other
                        : Character.isSurrogate(one) ? 1 : -1;
            }
        }
        return a.length() - b.length();
    }

    private static void writeString(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c >= 0x20 && c <= 0x7e) {
                        out.append(c);
                    } else {
                        out.append("\\u").append(HEX.toHexDigits(c));
                    }
                }
            }
        }
        out.append('"');
    }

    /** Python's {@code repr} of a double: an exponent below 1e-4 and from 1e16 on, of at least two digits. */
    static String number(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "Infinity" : "-Infinity";
        }
        if (value == 0) {
            return 1 / value > 0 ? "0.0" : "-0.0";
        }
        String text = Double.toString(value);
        if (text.indexOf('E') < 0) {
            // between 1e-3 and 1e7 Java writes what Python does
            return text;
        }
        BigDecimal shortest = shortest(value);
        int exponent = shortest.precision() - shortest.scale() - 1;
        if (exponent >= -4 && exponent < 16) {
            return shortest.scale() > 0 ? shortest.toPlainString() : shortest.toPlainString() + ".0";
        }
        String digits = shortest.unscaledValue().abs().toString();
        return (value < 0 ? "-" : "")
                + digits.charAt(0)
                + (digits.length() > 1 ? "." + digits.substring(1) : "")
                + (exponent < 0 ? "e-" : "e+")
                + (Math.abs(exponent) < 10 ? "0" : "")
                + Math.abs(exponent);
    }

    private static BigDecimal shortest(double value) {
        BigDecimal digits = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        // Java never goes below two digits, Python does: 4.9E-324 is 5e-324 there
        BigDecimal one = digits.round(new MathContext(1));
        return one.doubleValue() == value ? one : digits;
    }
}
