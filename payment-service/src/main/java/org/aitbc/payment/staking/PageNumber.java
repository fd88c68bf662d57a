package org.aitbc.payment.staking;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is wanted, as this router's lists have it.
 *
 * @param page from 1, which is meant where it is not said
 * @param limit 1..100
 */
record PageNumber(
        @Nullable @Min(1) Integer page,
        @Nullable @Min(1) @Max(100) Integer limit) {

    private static final int DEFAULT_ROWS = 20;

    int number() {
        return page == null ? 1 : page;
    }

    int rows() {
        return limit == null ? DEFAULT_ROWS : limit;
    }

    long skipped() {
        return (number() - 1L) * rows();
    }

    PageNumber orRows(int rows) {
        return limit == null ? new PageNumber(page, rows) : this;
    }

    <T> List<T> of(List<T> all) {
        return all.stream().skip(skipped()).limit(rows()).toList();
    }
}
