package org.aitbc.ai.chain;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.List;
import org.aitbc.starter.paging.Page;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

@RestController
@Tag(name = "chain")
class BlockController {

    private final Chain chain;

    BlockController(Chain chain) {
        this.chain = chain;
    }

    /** @param total how many blocks the chain has */
    record BlockPage(List<JsonNode> blocks, long total, int limit, int offset) {}

    @GetMapping("/v1/blocks")
    @Operation(summary = "The newest blocks of the chain this suite is connected to; 503 where it is connected to none")
    BlockPage blocks(@Valid @ParameterObject Page page) {
        long head = chain.head();
        return new BlockPage(chain.blocks(head - page.skipped(), page.rows()), head + 1, page.rows(), page.skipped());
    }
}
