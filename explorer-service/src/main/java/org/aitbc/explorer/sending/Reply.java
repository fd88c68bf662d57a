package org.aitbc.explorer.sending;

import java.util.Locale;
import java.util.regex.Pattern;

/** What a node said to a transaction; nodes have no common codes, so their words must do. */
record Reply(Verdict verdict, String message) {

    enum Verdict {
        /** It is in the pool. */
        TAKEN,
        /** A transaction with its nonce is in a block. */
        SPENT,
        /** More must be offered for it. */
        UNDERPRICED,
        /** The account has too little for it. */
        POOR,
        /** It would revert. */
        REVERTS,
        /** Anything else that may be otherwise next time. */
        REFUSED
    }

    private static final int EXECUTION_REVERTED = 3;
    private static final int LONGEST = 500;
    /** A contract chooses what is in its errors; some of it no table takes as text, and a row that cannot be told holds up all. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\p{Cs}]");

    static Reply taken() {
        return new Reply(Verdict.TAKEN, "");
    }

    static Reply refusal(int code, String message) {
        String cut = message.substring(0, Math.min(message.length(), LONGEST));
        String shown = UNPRINTABLE.matcher(cut).replaceAll(" ");
        return new Reply(code == EXECUTION_REVERTED ? Verdict.REVERTS : verdict(message), shown);
    }

    static Verdict verdict(String message) {
        String words = message.toLowerCase(Locale.ROOT);
        if (has(words, "already", "known transaction")) {
            return Verdict.TAKEN;
        }
        if (has(words, "nonce too low", "oldnonce", "nonce is too low")) {
            return Verdict.SPENT;
        }
        if (has(words, "underpriced", "less than block base fee", "feetoolow", "fee too low")) {
            return Verdict.UNDERPRICED;
        }
        if (has(words, "insufficient funds", "insufficient balance", "exceeds allowance", "lack of funds")) {
            return Verdict.POOR;
        }
        return has(words, "revert", "invalid opcode") ? Verdict.REVERTS : Verdict.REFUSED;
    }

    private static boolean has(String words, String... any) {
        for (String one : any) {
            if (words.contains(one)) {
                return true;
            }
        }
        return false;
    }
}
