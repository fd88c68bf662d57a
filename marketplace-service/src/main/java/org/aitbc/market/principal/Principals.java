package org.aitbc.market.principal;

import java.util.regex.Pattern;
import org.aitbc.domain.error.*;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.payment.MoneyHolds;
import org.jspecify.annotations.Nullable;

/** In whose name something is asked for: older requests say so in the body. */
public final class Principals {

    private static final Pattern PRINCIPAL = Pattern.compile(MoneyHolds.PRINCIPAL);

    private Principals() {}

    /** The caller, or whom an admin names in this member of the request, such as {@code buyer_id}. */
    public static String of(Caller caller, @Nullable String named, String member) {
        if (named == null || named.isBlank() || named.equals(caller.subject())) {
            return caller.subject();
        }
        Forbidden.when(!caller.isAdmin(), "NOT_YOURSELF", member + ": you are " + caller.subject());
        boolean payable = PRINCIPAL.matcher(named).matches();
        Invalid.when(
                !payable,
                "VALIDATION_ERROR",
                member + ": must be a name of 1 to 64 letters, digits, dots, dashes and underscores");
        return named;
    }
}
