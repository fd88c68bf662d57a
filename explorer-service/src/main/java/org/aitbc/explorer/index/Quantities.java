package org.aitbc.explorer.index;

import java.math.BigInteger;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Numbers as JSON-RPC writes them. */
final class Quantities {

    /** Hexadecimal digits that fit a long. */
    private static final int SMALL = 15;

    private Quantities() {}

    static long number(JsonNode object, String member) {
        return Long.decode(object.path(member).stringValue());
    }

    /** A hash or an address, in lower case. */
    static String hex(JsonNode object, String member) {
        return object.path(member).stringValue().toLowerCase(Locale.ROOT);
    }

    /** In decimal digits. */
    static String decimal(JsonNode object, String member) {
        return decimal(object.path(member).stringValue());
    }

    static String decimal(String quantity) {
        String digits = quantity.substring(2);
        return digits.length() <= SMALL
                ? Long.toString(Long.parseLong(digits, 16))
                : new BigInteger(digits, 16).toString();
    }

    static BigInteger integer(JsonNode object, String member) {
        return new BigInteger(object.path(member).asString("0x0").substring(2), 16);
    }
}
