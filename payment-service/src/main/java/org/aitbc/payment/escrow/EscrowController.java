package org.aitbc.payment.escrow;

import io.swagger.v3.oas.annotations.Hidden;
import java.time.Duration;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.payment.Currency;
import org.aitbc.domain.payment.JobEscrows;
import org.aitbc.payment.escrow.HoldOrder.Wanted;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Internal, for ai-service: not routed by the gateway. */
@RestController
@Hidden
class EscrowController implements JobEscrows {

    private static final String METHOD = "aitbc_token";
    /** The end of the job decides; the timeout is for what nobody tells of. */
    private static final int AFTER_THE_JOB = (int) Duration.ofDays(1).toSeconds();

    private final Escrows escrows;

    EscrowController(Escrows escrows) {
        this.escrows = escrows;
    }

    @Override
    public Held hold(@RequestBody Order order) {
        return new Held(escrows.hold(new HoldOrder(
                order.payer(),
                order.jobs().stream().map(EscrowController::wanted).toList())));
    }

    private static Wanted wanted(JobPrice job) {
        return new Wanted(
                Ids.next(),
                job.jobId(),
                job.amount(),
                Currency.of(job.currency()),
                METHOD,
                job.ttlSeconds() + AFTER_THE_JOB);
    }
}
