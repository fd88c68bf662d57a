package org.aitbc.explorer.browse;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.stream.Stream;
import org.aitbc.domain.error.Unavailable;
import org.aitbc.explorer.browse.Search.Hit;
import org.aitbc.explorer.index.Progresses;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "explorer")
class SearchController {

    private final Progresses progresses;
    private final Search search;

    SearchController(Progresses progresses, Search search) {
        this.progresses = progresses;
        this.search = search;
    }

    /** @param redirect the page of what was found, where that is one thing */
    record Found(List<Hit> items, @Nullable String redirect) {}

    @GetMapping("/v1/explorer/search")
    @Operation(summary = "Find what an id, hash, height or address belongs to")
    Found search(@RequestParam @NotBlank @Size(max = 100) String q, @RequestParam @Nullable Long chainId) {
        String text = q.strip();
        List<Hit> items = Stream.concat(onChain(chainId, text).stream(), search.inSuite(text).stream())
                .toList();
        return new Found(items, items.size() == 1 ? items.getFirst().href() : null);
    }

    /** A suite without a chain has jobs and receipts to find all the same. */
    private List<Hit> onChain(@Nullable Long chainId, String text) {
        try {
            return search.onChain(progresses.require(chainId).chainId(), text);
        } catch (Unavailable noChain) {
            return List.of();
        }
    }
}
