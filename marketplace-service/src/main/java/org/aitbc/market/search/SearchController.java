package org.aitbc.market.search;

import io.swagger.v3.oas.annotations.*;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.*;
import java.util.*;
import org.aitbc.market.gpu.*;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.*;

@RestController
@Tag(name = "marketplace")
record SearchController(Listings listings) {

    private static final List<Attribute> FACETS =
            List.of(Attribute.MODEL, Attribute.MEMORY_GB, Attribute.REGION, Attribute.STATUS, Attribute.CUDA_VERSION);

    /**
     * How many of the GPUs that were found have a value.
     *
     * @param value such as a model
     * @param count number of GPUs
     */
    record Facet(String value, long count) {}

    /**
     * @param total null after the first part
     * @param facets the most frequent values of some attributes among all GPUs that were found; null after the first part
     */
    record Found(
            List<Listing> items,
            @Nullable Long total,
            @Nullable Map<String, List<Facet>> facets,
            @Nullable String nextCursor) {}

    @GetMapping("/v1/marketplace/gpu/search")
    @Operation(
            summary = "Search GPUs by their attributes and current state",
            description =
                    "q has terms with spaces between, all of which must hold, such as `model:~rtx memory_gb>=24"
                            + " price_per_hour<2 region:eu,us available:true -owner:somebody`. Operators: `:` and `=` equal, `!=`"
                            + " unequal, `:~` contains, `<`, `<=`, `>`, `>=`; `-` before a term negates it; one of several values"
                            + " with commas between must fit; quotes hold text with spaces; a word alone is looked for in the model.")
    Found search(
            @RequestParam(defaultValue = "") @Size(max = 1000) String q,
            @Parameter(description = "an attribute, with - before it for the greatest first")
                    @RequestParam(defaultValue = "-created_at")
                    @Size(max = 64)
                    String sort,
            @RequestParam(defaultValue = "20") @Min(1) @Max(200) int limit,
            @RequestParam @Nullable String cursor) {
        List<Condition> conditions = SearchQuery.of(q);
        Listings.Found found = listings.find(conditions, Sorting.of(sort), cursor, limit);
        return new Found(
                found.gpus(),
                cursor == null ? listings.count(conditions) : null,
                cursor == null ? facets(conditions) : null,
                found.nextCursor());
    }

    private Map<String, List<Facet>> facets(List<Condition> conditions) {
        Map<String, List<Facet>> facets = new LinkedHashMap<>();
        FACETS.forEach(facet -> facets.put(facet.text(), new ArrayList<>()));
        listings.counts(conditions, FACETS, 20)
                .forEach(one ->
                        Objects.requireNonNull(facets.get(one.attribute())).add(new Facet(one.value(), one.count())));
        return facets;
    }
}
