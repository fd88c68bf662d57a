package org.aitbc.starter.paging;

import org.aitbc.starter.request.Warnings;
import org.jspecify.annotations.Nullable;

/** A {@code limit} above the maximum is the maximum, and the answer says so ({@link Warnings}). */
public final class Limits {

    private Limits() {}

    /** The limit that is meant: the maximum instead of a number above it; what is no number stays as it is. */
    public static @Nullable String within(long most, @Nullable String limit) {
        if (limit == null || !isAbove(most, limit.strip())) {
            return limit;
        }
        Warnings.add("limit: " + most + " is the maximum, and is used");
        return Long.toString(most);
    }

    private static boolean isAbove(long most, String limit) {
        String digits = limit.replaceFirst("^0+", "");
        return digits.chars().allMatch(c -> c >= '0' && c <= '9')
                && (digits.length() > 18 || (!digits.isEmpty() && Long.parseLong(digits) > most));
    }
}
