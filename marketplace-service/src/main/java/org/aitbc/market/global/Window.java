package org.aitbc.market.global;

import io.swagger.v3.oas.annotations.Parameter;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.UUID;
import org.aitbc.starter.paging.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.BindParam;

/**
 * Which part of a list is wanted, newest first.
 *
 * @param size 1..500, 100 where not said
 * @param cursor the id of the last one of the part before
 */
record Window(
        @BindParam("limit") @Parameter(name = "limit") @Nullable @Min(1) @Max(500)
        Integer size,

        @Nullable @Min(0) Integer offset,
        @Nullable String cursor) {

    private static final int DEFAULT_SIZE = 100;

    int limit() {
        return size == null ? DEFAULT_SIZE : size;
    }

    int skipped() {
        return new Page(null, offset, cursor).skipped();
    }

    UUID below() {
        return new Page(null, offset, cursor).below();
    }
}
