package org.aitbc.explorer.trace;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Size;
import org.aitbc.domain.identity.Caller;
import org.aitbc.explorer.index.Progresses;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "explorer")
class TraceController {

    private final Progresses progresses;
    private final Tracer tracer;

    TraceController(Progresses progresses, Tracer tracer) {
        this.progresses = progresses;
        this.tracer = tracer;
    }

    @GetMapping("/v1/explorer/trace/{id}")
    @Operation(
            summary = "Everything linked to an id of a job, receipt, payment, miner, transaction, block or address",
            description = "Client names and ledger postings are visible to the job's owner and to admins only.")
    Trace trace(
            @Nullable Caller caller, @PathVariable @Size(max = 100) String id, @RequestParam @Nullable Long chainId) {
        return tracer.trace(id, progresses.chain(chainId).id(), caller);
    }
}
