package org.aitbc.starter.problem;

import java.util.Locale;
import java.util.regex.Pattern;

/** Java property paths as the wire spells them: {@code maxPrice} is {@code max_price}. */
final class JsonNames {

    private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

    private JsonNames() {}

    static String of(String place, String path) {
        return place + "." + HUMP.matcher(path).replaceAll("_").toLowerCase(Locale.ROOT);
    }
}
