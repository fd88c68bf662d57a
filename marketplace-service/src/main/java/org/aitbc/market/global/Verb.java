package org.aitbc.market.global;

import java.util.Locale;

/** What the sides of a purchase may do about it. */
enum Verb {
    DELIVER,
    CONFIRM,
    CANCEL;

    static Verb of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    /** Whether it was done before. */
    boolean isDone(Sale sale) {
        return switch (this) {
            case DELIVER -> !sale.delivery().equals("pending");
            case CONFIRM -> sale.delivery().equals("confirmed");
            case CANCEL -> sale.state().equals("cancelled");
        };
    }
}
