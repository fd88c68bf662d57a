package org.aitbc.miner.results;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.error.DomainException;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.job.JobState;
import org.aitbc.domain.matching.Constraints;
import org.aitbc.domain.receipt.Receipts;
import org.aitbc.domain.receipt.SigningKey;
import org.aitbc.miner.dispatch.Requirements;
import org.aitbc.miner.heartbeat.Beats;
import org.aitbc.miner.lease.CircuitBreakers;
import org.aitbc.miner.lease.JobMeters;
import org.aitbc.miner.lease.Lease;
import org.aitbc.miner.lease.Leases;
import org.aitbc.miner.registry.Miner;
import org.aitbc.miner.registry.Miners;
import org.aitbc.miner.results.Finish.Failure;
import org.aitbc.miner.results.LeaseCloser.Closed;
import org.aitbc.miner.results.LeaseCloser.End;
import org.aitbc.starter.wake.Notifications;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/** Takes in what miners say of the end of jobs: only the holder of the lease is heard, and only once. */
@Component
class Results {

    private static final Logger LOG = LoggerFactory.getLogger(Results.class);

    private final Leases leases;
    private final Miners miners;
    private final Beats beats;
    private final ReceiptWriter receipts;
    private final LeaseCloser closer;
    private final Replays replays;
    private final CircuitBreakers breakers;
    private final Notifications notifications;
    private final Requirements requirements;
    private final JobMeters meters;

    Results(
            Leases leases,
            Miners miners,
            Beats beats,
            ReceiptWriter receipts,
            LeaseCloser closer,
            Replays replays,
            CircuitBreakers breakers,
            Notifications notifications,
            Requirements requirements,
            JobMeters meters) {
        this.leases = leases;
        this.miners = miners;
        this.beats = beats;
        this.receipts = receipts;
        this.closer = closer;
        this.replays = replays;
        this.breakers = breakers;
        this.notifications = notifications;
        this.requirements = requirements;
        this.meters = meters;
    }

    /**
     * What became of one finish.
     *
     * @param miner whose job it was
     * @param receipt the receipt of a completed job, else null
     */
    record Accepted(Miner miner, @Nullable ObjectNode receipt) {}

    /** One finish, or why it is refused. */
    record Answer(@Nullable Accepted accepted, @Nullable DomainException refused) {}

    /** @param type the job's */
    private record Prepared(
            Finish finish,
            Lease lease,
            @Nullable String type,
            Miner miner,
            End end,
            @Nullable ObjectNode receipt) {}

    /**
     * Takes in one finish.
     *
     * @param minerId whom the request speaks for, where it says so
     * @throws DomainException when the lease is not held (409), the job unknown (404) or the signature wrong (422)
     */
    Accepted accept(Caller caller, @Nullable String minerId, Finish finish) {
        Answer answer = accept(caller, minerId, List.of(finish)).getFirst();
        if (answer.refused() != null) {
            throw answer.refused();
        }
        return Objects.requireNonNull(answer.accepted());
    }

    /** Takes in several, in one statement; each is answered for itself. */
    List<Answer> accept(Caller caller, @Nullable String header, List<Finish> finishes) {
        String minerId = miners.given(caller, header).orElse(null);
        IdentityHashMap<Finish, Answer> answers = new IdentityHashMap<>();
        List<Prepared> held = new ArrayList<>();
        for (Finish finish : finishes) {
            try {
                Optional<Prepared> prepared = prepare(caller, minerId, finish);
                prepared.ifPresent(held::add);
                if (prepared.isEmpty()) {
                    answers.put(finish, new Answer(replays.of(caller, finish), null));
                }
            } catch (DomainException refused) {
                answers.put(finish, new Answer(null, refused));
            }
        }
        if (!held.isEmpty()) {
            List<Closed> closed = closer.close(held.stream().map(Prepared::end).toList());
            for (int i = 0; i < held.size(); i++) {
                answers.put(held.get(i).finish(), settle(caller, held.get(i), closed.get(i)));
            }
        }
        return finishes.stream().map(answers::get).map(Objects::requireNonNull).toList();
    }

    /** Empty when the caller does not hold the lease that the finish speaks of. */
    private Optional<Prepared> prepare(Caller caller, @Nullable String minerId, Finish finish) {
        return leases.find(finish.jobId())
                .filter(lease -> holds(caller, minerId, finish, lease))
                // what is remembered may be an older lease than the table's
                .or(() -> leases.load(finish.jobId()).filter(lease -> holds(caller, minerId, finish, lease)))
                .map(lease -> prepare(finish, lease));
    }

    private boolean holds(Caller caller, @Nullable String minerId, Finish finish, Lease lease) {
        return (minerId == null || minerId.equals(lease.minerId()))
                && (finish.leaseId() == null || finish.leaseId().equals(lease.id()))
                && (finish.attempt() == null || finish.attempt() == lease.attempt())
                && miners.find(lease.minerId())
                        .filter(miner -> caller.isAdmin() || miner.owner().equals(caller.subject()))
                        .isPresent();
    }

    private Prepared prepare(Finish finish, Lease lease) {
        Miner miner = miners.find(lease.minerId()).orElseThrow();
        String type = requirements.of(lease.requirement()).type();
        beats.seen(miner.id());
        Failure failure = finish.failure();
        if (failure != null) {
            JobState state = failure.returns() ? JobState.QUEUED : JobState.FAILED;
            End end = new End(
                    lease.jobId(),
                    lease.id(),
                    miner.id(),
                    state,
                    failure.code(),
                    failure.message(),
                    null,
                    null,
                    null,
                    failure.isForAnother() && mayGoElsewhere(lease),
                    failure.isRefusal());
            return new Prepared(finish, lease, type, miner, end, null);
        }
        if (!finish.isStorable()) {
            throw new Invalid(
                    "VALIDATION_ERROR",
                    "result, metrics: hold text or a number that cannot be stored, or nest deeper than 100 levels");
        }
        checkSignature(finish, lease, miner);
        ReceiptWriter.Written written = written(finish, lease, miner);
        End end = new End(
                lease.jobId(),
                lease.id(),
                miner.id(),
                JobState.COMPLETED,
                null,
                null,
                written.price(),
                written.id(),
                written.receipt().toString(),
                false,
                false);
        return new Prepared(finish, lease, type, miner, end, written.receipt());
    }

    /** Nobody else may run what asks for booked time or one miner: to keep it from that one helps nobody. */
    private boolean mayGoElsewhere(Lease lease) {
        Constraints wanted = requirements.of(lease.requirement()).constraints();
        return wanted.bookingId() == null && wanted.miner() == null;
    }

    /** What a client has sent is in it as well: where that cannot be written, this finish fails and no other of its batch. */
    private ReceiptWriter.Written written(Finish finish, Lease lease, Miner miner) {
        try {
            return receipts.write(lease, miner, finish);
        } catch (JacksonException unwritable) {
            LOG.warn("no receipt can be written of job {}: {}", Ids.text(lease.jobId()), unwritable.getMessage());
            throw new Invalid("VALIDATION_ERROR", "no receipt can be written of this job and result");
        }
    }

    private Answer settle(Caller caller, Prepared prepared, Closed closed) {
        Finish finish = prepared.finish();
        leases.ended(finish.jobId(), prepared.end().leaseId());
        if (closed.state() == null) {
            try {
                return new Answer(replays.of(caller, finish), null);
            } catch (DomainException refused) {
                return new Answer(null, refused);
            }
        }
        if (finish.failure() == null) {
            breakers.succeeded(prepared.miner().id());
        } else if (finish.failure().isMinersFault()) {
            breakers.failed(prepared.miner().id());
        }
        if (closed.state() == JobState.QUEUED) {
            notifications.tell(Map.of(closed.queue(), finish.jobId()));
        } else {
            meters.finished(prepared.type(), prepared.lease(), closed.state());
        }
        return new Answer(new Accepted(prepared.miner(), prepared.receipt()), null);
    }

    private static void checkSignature(Finish finish, Lease lease, Miner miner) {
        if (finish.signature() == null || finish.result() == null) {
            return;
        }
        if (!finish.signature().keyId().equals(miner.publicKey())) {
            throw new Invalid("UNKNOWN_RESULT_KEY", "signature: not by the public_key this miner registered");
        }
        byte[] statement = Receipts.workerStatement(Ids.text(lease.jobId()), lease.attempt(), finish.result());
        if (!SigningKey.verify(finish.signature(), statement)) {
            throw new Invalid("INVALID_RESULT_SIGNATURE", "signature: not this result's");
        }
    }

    static Conflict notHeld(UUID jobId) {
        return new Conflict(
                "LEASE_NOT_HELD", "the lease on job " + Ids.text(jobId) + " lapsed, was canceled, or is another's");
    }
}
