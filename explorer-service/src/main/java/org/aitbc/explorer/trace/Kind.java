package org.aitbc.explorer.trace;

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

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
