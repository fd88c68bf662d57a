package org.aitbc.ai.assurance;

import io.swagger.v3.oas.annotations.Hidden;
import org.aitbc.domain.assurance.AssuranceRuns;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Internal: not routed by the gateway. */
@RestController
@Hidden
class AssuranceRunsController implements AssuranceRuns {

    private static final int MOST = 1_000;

    private final Evidence evidence;

    AssuranceRunsController(Evidence evidence) {
        this.evidence = evidence;
    }

    @Override
    public AssuranceRuns.Page after(@RequestParam("after") long after, @RequestParam("limit") int limit) {
        return new AssuranceRuns.Page(evidence.after(after, Math.clamp(limit, 1, MOST)));
    }
}
