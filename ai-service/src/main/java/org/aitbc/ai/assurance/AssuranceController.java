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
            summary = "Assurance of a job: checks of its result by other runs, and the verdict",
            description =
                    "A spot check takes place if the first 64 bits of SHA-256(secret, the 16 bytes of job_id), as a fraction "
                            + "of one, are below the probability. The SHA-256 of the secret is published at submission.")
    AssuranceView assurance(Caller caller, @PathVariable UUID jobId) {
        return evidence.require(caller, jobId);
    }
}
