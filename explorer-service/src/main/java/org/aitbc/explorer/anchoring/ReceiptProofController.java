package org.aitbc.explorer.anchoring;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.id.Ids;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/receipts")
@Tag(name = "receipts")
class ReceiptProofController {

    private final Proofs proofs;
    private final Anchors anchors;

    ReceiptProofController(Proofs proofs, Anchors anchors) {
        this.proofs = proofs;
        this.anchors = anchors;
    }

    @GetMapping("/{receiptId}/proof")
    @Operation(summary = "Proof that a receipt is in the anchored log (see docs/receipts.md)")
    ReceiptProof proof(@PathVariable String receiptId) {
        return proofs.of(Ids.parse(receiptId));
    }

    @GetMapping("/consistency")
    @Operation(summary = "Consistency proof between two sizes of the receipt log")
    ConsistencyProof consistency(@RequestParam long from, @RequestParam long to) {
        return proofs.between(from, to);
    }

    @GetMapping("/anchors")
    @Operation(summary = "Anchored and pending roots of the receipt log, newest first")
    AnchorPage anchors(
            @RequestParam(defaultValue = "20") @Min(1) @Max(200) int limit, @RequestParam @Nullable String cursor) {
        return AnchorPage.of(anchors.below(below(cursor), limit + 1), limit);
    }

    private static long below(@Nullable String cursor) {
        try {
            return cursor == null ? Anchors.NEWEST : Long.parseLong(cursor);
        } catch (NumberFormatException notOurs) {
            throw new Invalid("INVALID_CURSOR", "cursor: must be the next_cursor of an answer to the same list");
        }
    }
}
