package org.aitbc.payment.agents;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What an agent has done, from the outcomes of its jobs and its settled payments.
 *
 * @param agent the principal that owns the miners
 * @param failed jobs that ended without a result in its hands, lapsed leases of the last attempt included
 * @param countersigned completed jobs whose result carries its own signature
 * @param paid jobs that somebody else paid for
 * @param earned what others paid it for jobs, net of fees, in AITBC
 * @param first the first day (UTC) on which anything ended; null where nothing has
 */
public record TrackRecord(
        String agent,
        long completed,
        long failed,
        long countersigned,
        long paid,
        BigDecimal computeSeconds,
        BigDecimal earned,
        @Nullable LocalDate first,
        @Nullable LocalDate last) {

    public long ended() {
        return completed + failed;
    }

    /** The share of ended jobs that were completed, 0..100; 0 where none has ended. */
    public double successRate() {
        return ended() == 0 ? 0 : 100.0 * completed / ended();
    }
}
