package org.aitbc.explorer.browse;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.aitbc.domain.error.Invalid;

/**
 * Where a list goes on. Blocks name their predecessors by hash, so what lies below one never changes: as long as the block it
 * stands at is there, the same cursor has the same answer.
 *
 * @param asOf the last block that the list began with
 * @param height of the block it stands at
 * @param hash the first digits of that block's hash
 * @param rest the place within the block, as each list has it
 */
record Cursor(long asOf, long height, String hash, String rest) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,18})-(\\d{1,18})-([0-9a-f]{16})-([0-9a-z]{1,60})");
    /** Enough to tell forks apart. */
    private static final int DIGITS = 16;

    static Cursor at(long asOf, long height, String hash, Object rest) {
        return new Cursor(asOf, height, hash.substring(2, 2 + DIGITS), String.valueOf(rest));
    }

    /** @throws Invalid when it is none that was given out */
    static Cursor parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw invalid();
        }
        return new Cursor(Long.parseLong(form.group(1)), Long.parseLong(form.group(2)), form.group(3), form.group(4));
    }

    static Invalid invalid() {
        return new Invalid("INVALID_CURSOR", "cursor: must be the next_cursor of an answer to the same list");
    }

    int index() {
        try {
            return Integer.parseInt(rest);
        } catch (NumberFormatException noIndex) {
            throw invalid();
        }
    }

    String text() {
        return "%d-%d-%s-%s".formatted(asOf, height, hash, rest);
    }
}
