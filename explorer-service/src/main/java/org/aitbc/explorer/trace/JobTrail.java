package org.aitbc.explorer.trace;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.aitbc.domain.error.Unavailable;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.payment.PaymentLedger;
import org.aitbc.domain.payment.PaymentLedger.Move;
import org.aitbc.explorer.anchoring.AnchorTrail;
import org.aitbc.explorer.trace.Jobs.Job;
import org.aitbc.explorer.trace.Jobs.Payment;
import org.aitbc.explorer.trace.Trace.Node;
import org.aitbc.explorer.trace.Trace.Sketch;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A job with its attempts, its receipt and the receipt's anchor, its payment and the ledger's postings. */
@Component
class JobTrail {

    private final Jobs jobs;
    private final PaymentLedger ledger;
    private final AnchorTrail anchors;
    private final ChainTrail chain;

    JobTrail(Jobs jobs, PaymentLedger ledger, AnchorTrail anchors, ChainTrail chain) {
        this.jobs = jobs;
        this.ledger = ledger;
        this.anchors = anchors;
        this.chain = chain;
    }

    /** @param first the kind of the node that comes first */
    void draw(Sketch sketch, UUID id, Kind first, @Nullable Caller caller) {
        jobs.find(id).ifPresent(job -> {
            boolean own =
                    caller != null && (caller.isAdmin() || caller.subject().equals(job.client()));
            switch (first) {
                case RECEIPT -> receipt(sketch, job);
                case PAYMENT -> payment(sketch, job, own);
                default -> {}
            }
            job(sketch, job, own);
            attempts(sketch, job);
            receipt(sketch, job);
            payment(sketch, job, own);
        });
    }

    void miner(Sketch sketch, String miner) {
        sketch.add(new Node(
                miner,
                Kind.MINER,
                "miner " + miner,
                null,
                jobs.registered(miner).orElse(null),
                new Details().map()));
    }

    private static void job(Sketch sketch, Job job, boolean own) {
        sketch.add(new Node(
                job.id(),
                Kind.JOB,
                job.type() == null ? "job" : "job: " + job.type(),
                job.state(),
                job.requestedAt(),
                new Details()
                        .with("requested_at", job.requestedAt())
                        .with("expires_at", job.expiresAt())
                        .with("ended_at", job.endedAt())
                        .with("error_code", job.errorCode())
                        .with("price", job.price())
                        .with("currency", job.currency())
                        .with("client", own ? job.client() : null)
                        .map()));
    }

    /** Of attempts that came to nothing only their number is kept. */
    private void attempts(Sketch sketch, Job job) {
        String miner = job.miner();
        if (miner == null) {
            return;
        }
        String id = attemptId(job);
        sketch.add(new Node(
                id,
                Kind.ATTEMPT,
                "attempt " + job.attempt(),
                job.endedAt() == null ? "leased" : "ended",
                job.startedAt(),
                new Details()
                        .with("attempt", job.attempt())
                        .with("attempts_before", Math.max(0, job.attempt() - 1))
                        .with("miner", miner)
                        .with("started_at", job.startedAt())
                        .with("leased_until", job.leasedUntil())
                        .with("ended_at", job.endedAt())
                        .map()));
        miner(sketch, miner);
        sketch.link(job.id(), id, "attempted", job.startedAt());
        sketch.link(id, miner, "by", job.startedAt());
    }

    private void receipt(Sketch sketch, Job job) {
        UUID receipt = job.receipt();
        if (receipt == null) {
            return;
        }
        String id = Ids.text(receipt);
        sketch.add(new Node(
                id,
                Kind.RECEIPT,
                "receipt",
                job.state(),
                job.endedAt(),
                new Details()
                        .with("job_id", job.id())
                        .with("miner", job.miner())
                        .with("price", job.price())
                        .map()));
        sketch.link(attemptId(job), id, "receipt", job.endedAt());
        anchors.of(receipt).ifPresent(root -> chain.anchor(sketch, id, root));
    }

    private void payment(Sketch sketch, Job job, boolean own) {
        Payment payment = job.payment();
        if (payment == null) {
            return;
        }
        String id = Ids.text(payment.id());
        sketch.add(new Node(
                id,
                Kind.PAYMENT,
                "payment",
                payment.status(),
                payment.heldAt(),
                new Details()
                        .with("amount", plain(payment.amount()))
                        .with("currency", payment.currency())
                        .with("released", plain(payment.released()))
                        .with("fee", plain(payment.fee()))
                        .with("refunded", plain(payment.refunded()))
                        .with("settled_at", payment.settledAt())
                        .with("payer", own ? payment.payer() : null)
                        .with("payee", own ? payment.payee() : null)
                        .map()));
        sketch.link(job.id(), id, "paid from", payment.heldAt());
        if (own) {
            postings(payment).forEach(move -> posting(sketch, id, move));
        }
    }

    /** A trace without the ledger's part is better than none. */
    private List<Move> postings(Payment payment) {
        try {
            return ledger.of(payment.id()).postings();
        } catch (Unavailable e) {
            return List.of();
        }
    }

    private static void posting(Sketch sketch, String payment, Move move) {
        String id = Ids.text(move.id());
        sketch.add(new Node(
                id,
                Kind.POSTING,
                move.kind(),
                null,
                move.at(),
                new Details().with("legs", move.legs()).map()));
        sketch.link(payment, id, "posted", move.at());
    }

    private static String plain(BigDecimal amount) {
        return amount.stripTrailingZeros().toPlainString();
    }

    private static String attemptId(Job job) {
        return job.id() + "-" + job.attempt();
    }
}
