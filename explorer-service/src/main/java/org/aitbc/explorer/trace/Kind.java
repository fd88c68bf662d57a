package org.aitbc.explorer.trace;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What nodes of a trace are. */
enum Kind {
    JOB,
    ATTEMPT,
    RECEIPT,
    PAYMENT,
    POSTING,
    ANCHOR,
    TRANSACTION,
    BLOCK,
    MINER,
    ADDRESS;

    @JsonValue
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
