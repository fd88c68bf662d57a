package org.aitbc.governance.backtest;

import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.*;
import org.aitbc.domain.json.UpperCase;
import org.aitbc.domain.parameter.Parameter;
import org.aitbc.domain.payment.FeeReplay.Difference;
import org.jspecify.annotations.Nullable;

/**
 * What a change of parameters would have made of the past.
 *
 * @param days which were asked for
 * @param error why it failed; it is tried again each minute for a day
 * @param report null until it is done
 */
record Backtest(
        UUID backtestId,
        UUID proposalId,
        Status status,
        int days,
        Instant requestedAt,
        @Nullable String error,
        @Nullable Instant finishedAt,
        @Nullable Report report) {

    @Schema(description = "inconsistent: the values in force do not make of the payments what the ledger has")
    enum Status {
        QUEUED,
        FAILED,
        INCONSISTENT,
        DONE
    }

    /**
     * @param since from when on payments were replayed
     * @param complete whether that is all that was asked for; what takes longer than 30 seconds, or comes when payment-service has gone
     *     away, is cut off at its older end
     * @param payments that were replayed
     * @param ledgerSeq the last entry of the ledger that was looked at
     * @param digest of the ledger up to there, the hash of that entry
     * @param differences where the ledger is not what the values in force make of it
     */
    record Report(
            List<Changed> changes,
            Instant since,
            Instant until,
            boolean complete,
            long payments,
            @Nullable Long ledgerSeq,
            @Nullable String digest,
            List<Difference> differences,
            List<Effect> effects) {}

    record Changed(Parameter parameter, BigDecimal before, BigDecimal value) {}

    /**
     * @param reason why there are no figures
     * @param mostAffected ten at most: principals with what their miners were paid; in older reports also proposals with
     *     their quorum
     */
    record Effect(
            List<Parameter> parameters,
            @Nullable List<Figure> figures,
            @Nullable Reason reason,
            List<Figure> mostAffected,
            String cannotTell) {

        static Effect none(List<Parameter> parameters, Reason reason, String cannotTell) {
            return new Effect(parameters, null, reason, List.of(), cannotTell);
        }
    }

    @UpperCase
    @Schema(
            description = "NO_HISTORY: nothing that was kept tells it; INCONSISTENT: it would tell nothing; "
                    + "TIMED_OUT, in older reports only: it did not come to an end in time")
    enum Reason {
        NO_HISTORY,
        INCONSISTENT,
        TIMED_OUT
    }

    /**
     * @param baseline as it was
     * @param proposed as it would have been; null in older reports where that could not be told
     */
    record Figure(
            String name, BigDecimal baseline, @Nullable BigDecimal proposed) {}
}
