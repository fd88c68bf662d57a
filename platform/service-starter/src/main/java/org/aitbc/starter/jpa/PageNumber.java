package org.aitbc.starter.jpa;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Objects;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;

/**
 * Which part of a list is wanted, where clients count pages.
 *
 * @param page from 1
 * @param limit 1..100, 20 where not said
 */
public record PageNumber(
        @Min(1) @Max(1_000_000) Integer page,
        @Min(1) @Max(100) Integer limit) {

    public PageNumber {
        page = Objects.requireNonNullElse(page, 1);
        limit = Objects.requireNonNullElse(limit, 20);
    }

    public PageRequest newestFirst() {
        return PageRequest.of(page - 1, limit, Sort.by("id").descending());
    }
}
