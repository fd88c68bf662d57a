package org.aitbc.starter.request;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.aitbc.domain.json.UpperCase;

/** How the wire spells what is named in Java. */
public final class WireNames {

    private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
    private static final String OURS = "org.aitbc.";

    private WireNames() {}

    /** In snake_case: {@code maxPrice} is {@code max_price}. */
    public static String of(String name) {
        return HUMP.matcher(name).replaceAll("_").toLowerCase(Locale.ROOT);
    }

    /** The constants of a type as the wire spells them. */
    public static List<String> ofConstants(Class<?> type) {
        return Stream.of(type.getEnumConstants())
                .map(one -> ((Enum<?>) one).name())
                .map(name -> areLowerCase(type) ? name.toLowerCase(Locale.ROOT) : name)
                .toList();
    }

    /** Whether the constants of a type are in lower case on the wire: all of the suite's, but for those that say otherwise. */
    public static boolean areLowerCase(Class<?> type) {
        return type.isEnum()
                && type.getName().startsWith(OURS)
                && !type.isAnnotationPresent(UpperCase.class)
                && Arrays.stream(type.getDeclaredMethods()).noneMatch(one -> one.isAnnotationPresent(JsonValue.class));
    }
}
