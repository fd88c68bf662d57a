package org.aitbc.starter.paging;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;

/** A {@code limit} above the maximum is the maximum, and the answer says so ({@link LimitWarnings}). */
public final class Limits {

    static final String WARNINGS = Limits.class.getName() + ".warnings";

    private Limits() {}

    /** The limit that is meant: the maximum instead of a number above it; what is no number stays as it is. */
    public static @Nullable String within(long most, @Nullable String limit, NativeWebRequest request) {
        if (limit == null || !isAbove(most, limit.strip())) {
            return limit;
        }
        request.setAttribute(
                WARNINGS, List.of("limit: " + most + " is the maximum, and is used"), RequestAttributes.SCOPE_REQUEST);
        return Long.toString(most);
    }

    private static boolean isAbove(long most, String limit) {
        String digits = limit.replaceFirst("^0+", "");
        return digits.chars().allMatch(c -> c >= '0' && c <= '9')
                && (digits.length() > 18 || (!digits.isEmpty() && Long.parseLong(digits) > most));
    }
}
