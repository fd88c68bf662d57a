package org.aitbc.domain.job;

import java.util.Set;

/** Error codes of jobs that failed for what their client did: they do not count against those who ran them. */
public final class ClientFaults {

    /** As workers say it: the client's own program, limits or payload are why. */
    public static final Set<String> REPORTED = Set.of("INVALID_PAYLOAD", "NON_ZERO_EXIT", "TIMED_OUT");

    /**
     * Of an outcome {@code o}: SQL of whether its client is why, also by the money that it held. How a program ends is its
     * client's doing only where the program is the client's.
     */
    public static final String OF_OUTCOME = """
            coalesce(o.error_code in ('INVALID_PAYLOAD', 'BUDGET_EXHAUSTED')
              or (o.error_code in ('NON_ZERO_EXIT', 'TIMED_OUT')
                  and exists (select from core.job j where j.id = o.job_id and j.type in ('container', 'command'))), false)""";

    private ClientFaults() {}
}
