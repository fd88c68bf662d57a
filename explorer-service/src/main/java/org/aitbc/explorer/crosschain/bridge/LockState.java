package org.aitbc.explorer.crosschain.bridge;

/** What a lock has come to, in the order of the contract's own states. */
enum LockState {
    UNKNOWN,
    LOCKED,
    CLAIMED,
    REFUNDED;

    /** @param answer to {@link Lock#look}, where the state comes last; empty where there is no contract */
    static LockState of(String answer) {
        return answer.length() <= "0x".length()
                ? UNKNOWN
                : values()[Character.digit(answer.charAt(answer.length() - 1), 16)];
    }
}
