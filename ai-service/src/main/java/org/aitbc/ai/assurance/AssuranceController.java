package org.aitbc.ai.assurance;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.aitbc.domain.identity.Caller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "jobs")
class AssuranceController {

    private final Evidence evidence;

    AssuranceController(Evidence evidence) {
        this.evidence = evidence;
    }

    @GetMapping("/v1/jobs/{jobId}/assurance")
    @Operation(
            summary = "How a job's result is checked by other runs of it, and what they came to",
            description =
                    "A spot check is drawn by SHA-256(secret, the 16 bytes of job_id): its first 64 bits, as a fraction of one, "
                            + "are below the probability. The SHA-256 of the secret is told from the start.")
    AssuranceView assurance(Caller caller, @PathVariable UUID jobId) {
        return evidence.require(caller, jobId);
    }
}
