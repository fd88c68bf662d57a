package org.aitbc.market.search;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.aitbc.market.gpu.Attribute;
import org.aitbc.market.gpu.Condition;
import org.aitbc.market.gpu.GpuView;
import org.aitbc.market.gpu.Listings;
import org.aitbc.market.gpu.Place;
import org.aitbc.market.gpu.Sorting;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "marketplace")
class SearchController {

    private static final List<Attribute> FACETS =
            List.of(Attribute.MODEL, Attribute.MEMORY_GB, Attribute.REGION, Attribute.STATUS, Attribute.CUDA_VERSION);
    private static final int MOST_VALUES = 20;

    private final Listings listings;

    SearchController(Listings listings) {
        this.listings = listings;
    }

    /** How many of the GPUs that were found have a value. */
    record Facet(String value, long count) {}

    /**
     * What a search found.
     *
     * @param total how many fit; null in parts that a cursor was asked for
     * @param facets for attributes, the most frequent values among all that fit; null in parts that a cursor was asked for
     */
    record Found(
            List<GpuView> items,
            @Nullable Long total,
            @Nullable Map<String, List<Facet>> facets,
            @Nullable String nextCursor) {}

    @GetMapping("/v1/marketplace/gpu/search")
    @Operation(
            summary = "Find GPUs by what they are and by what holds for them now",
            description = "q is of terms with spaces between, of which all must hold, such as `model:~rtx memory_gb>=24"
                    + " price_per_hour<2 region:eu,us available:true -owner:somebody`. Operators: `:` and `=` equal, `!=`"
                    + " unequal, `:~` contains, `<`, `<=`, `>`, `>=`; a `-` before a term negates it; of values with commas"
                    + " between one must fit; quotes hold text with spaces; a word alone is looked for in the model.")
    Found search(
            @RequestParam(defaultValue = "") @Size(max = 1000) @Pattern(regexp = "[^\\x00]*") String q,
            @Parameter(description = "an attribute, with - before it for the greatest first")
                    @RequestParam(defaultValue = "-created_at")
                    @Size(max = 64)
                    String sort,
            @RequestParam(defaultValue = "20") @Min(1) @Max(200) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        List<Condition> conditions = Terms.of(q);
        Sorting sorting = Sorting.of(sort);
        Listings.Found found =
                listings.find(conditions, sorting, cursor == null ? null : Place.of(cursor, sorting), limit);
        return new Found(
                found.gpus(),
                cursor == null ? listings.count(conditions) : null,
                cursor == null ? facets(conditions) : null,
                found.next() == null ? null : found.next().cursor());
    }

    private Map<String, List<Facet>> facets(List<Condition> conditions) {
        Map<String, List<Facet>> facets = new LinkedHashMap<>();
        FACETS.forEach(facet -> facets.put(facet.text(), new ArrayList<>()));
        listings.counts(conditions, FACETS, MOST_VALUES)
                .forEach(one ->
                        Objects.requireNonNull(facets.get(one.attribute())).add(new Facet(one.value(), one.count())));
        return facets;
    }
}
