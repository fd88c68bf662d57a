package org.aitbc.explorer.etherscan;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.aitbc.explorer.hex.Hex;
import org.aitbc.explorer.index.Progress;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for.
 *
 * @param at how far the chain is indexed
 */
record Query(Progress at, Map<String, String> parameters) {

    private static final int MOST_ROWS = 10_000;
    private static final int MOST_ADDRESSES = 20;

    long chainId() {
        return at.chainId();
    }

    @Nullable
    String text(String name) {
        String value = parameters.get(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    /** The 40 digits of an address. */
    String address(String name) {
        String value = text(name);
        return Hex.address(value == null ? "" : value).orElseThrow(() -> new Refusal("Error! Invalid address format"));
    }

    @Nullable
    String addressOrNull(String name) {
        return text(name) == null ? null : address(name);
    }

    List<String> addresses(String name) {
        String value = text(name);
        return Stream.of(value == null ? new String[0] : value.split(",", -1))
                .limit(MOST_ADDRESSES)
                .map(one -> Hex.address(one).orElseThrow(() -> new Refusal("Error! Invalid address format")))
                .toList();
    }

    /** The 64 digits of a hash. */
    String hash(String name) {
        String value = text(name);
        return Hex.hash(value == null ? "" : value)
                .orElseThrow(() -> new Refusal("Error! Invalid transaction hash format"));
    }

    @Nullable
    String hashOrNull(String name) {
        return text(name) == null ? null : hash(name);
    }

    long number(String name, long otherwise) {
        String value = text(name);
        if (value == null || value.equals("latest")) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(value);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException noNumber) {
            // told below
        }
        throw new Refusal("Error! Invalid " + name);
    }

    /** @param most of the action; as many where it is not said */
    int rows(int most) {
        return Math.clamp(number("offset", most), 1, most);
    }

    /** Etherscan gives no more than its first ten thousand rows. */
    int skipped(int most) {
        long page = Math.max(1, number("page", 1));
        if (page > MOST_ROWS || (page - 1) * rows(most) >= MOST_ROWS) {
            throw new Refusal("Result window is too large, PageNo x Offset size must be less than or equal to 10000");
        }
        return (int) ((page - 1) * rows(most));
    }

    boolean newestFirst() {
        return "desc".equalsIgnoreCase(text("sort"));
    }
}
