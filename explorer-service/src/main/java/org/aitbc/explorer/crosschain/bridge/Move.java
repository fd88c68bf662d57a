package org.aitbc.explorer.crosschain.bridge;

import org.aitbc.explorer.sending.Sent;

/** A transaction of a swap. The purpose is what the outbox knows it by, together with the swap's id. */
enum Move {
    /** Lets the contract take tokens. */
    SOURCE_APPROVAL("swap.source-approval"),
    SOURCE_LOCK("swap.source-lock"),
    TARGET_APPROVAL("swap.target-approval"),
    TARGET_LOCK("swap.target-lock"),
    TARGET_CLAIM("swap.target-claim"),
    SOURCE_CLAIM("swap.source-claim"),
    TARGET_REFUND("swap.target-refund"),
    SOURCE_REFUND("swap.source-refund");

    private final String purpose;

    Move(String purpose) {
        this.purpose = purpose;
    }

    String purpose() {
        return purpose;
    }

    boolean made(Sent sent) {
        return sent.purpose().equals(purpose);
    }

    boolean isOnSource() {
        return purpose.startsWith("swap.source-");
    }
}
