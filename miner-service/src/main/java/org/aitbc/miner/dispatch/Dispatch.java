package org.aitbc.miner.dispatch;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toSet;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.aitbc.domain.error.Unavailable;
import org.aitbc.domain.matching.BookedTime;
import org.aitbc.miner.dispatch.Claims.Claim;
import org.aitbc.miner.dispatch.Matcher.Demand;
import org.aitbc.miner.lease.CircuitBreakers;
import org.aitbc.miner.lease.CircuitBreakers.Shared;
import org.aitbc.miner.lease.Lease;
import org.aitbc.miner.lease.Leases;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the {@link Dispatcher}'s thread does: parked polls, windows over the queue, and turns that bring them together. It
 * has no thread, clock or database of its own, so that it runs in a simulation as it does here. Used by one thread.
 */
final class Dispatch {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);
    private static final Duration LOOK_AROUND = Duration.ofSeconds(1);
    private static final int MOST_CLAIMS = 2_000;
    private static final int LEAST_READ = 64;
    /** How long to wait after a turn that failed. */
    static final Duration AFTER_FAILURE = Duration.ofMillis(200);

    private final Matcher matcher;
    private final Leases leases;
    private final CircuitBreakers breakers;
    private final JobQueue jobs;
    private final LongSupplier nanoTime;
    private final Windows windows = new Windows();
    private final ParkedPolls parked = new ParkedPolls();
    private final List<Poll> unchecked = new ArrayList<>();
    private final List<UUID> doubtful = new ArrayList<>();
    private Reservations reservations = Reservations.NONE;
    private boolean sawAll;
    private long lastLookAround;
    private long nextLookAround;

    /** @param nanoTime a clock as {@link System#nanoTime}; polls are by the same */
    Dispatch(Matcher matcher, Leases leases, CircuitBreakers breakers, JobQueue jobs, LongSupplier nanoTime) {
        this.matcher = matcher;
        this.leases = leases;
        this.breakers = breakers;
        this.jobs = jobs;
        this.nanoTime = nanoTime;
        this.lastLookAround = nanoTime.getAsLong();
        this.nextLookAround = lastLookAround;
    }

    void park(Poll poll) {
        parked.add(poll);
        unchecked.add(poll);
    }

    int parked() {
        return parked.size();
    }

    /** How many classes may have waiting jobs. */
    int classes() {
        return windows.all().size();
    }

    /** Something waits from these ids on; with an empty map anything may. */
    void hint(Map<Integer, UUID> least) {
        if (least.isEmpty()) {
            nextLookAround = nanoTime.getAsLong();
        } else {
            windows.hint(least);
        }
    }

    /** The miner is leaving: its polls end without a job. */
    void dismiss(String minerId) {
        parked.dismiss(minerId);
    }

    /** How long nothing is to be done unless something comes: until a poll's deadline, or the time to look around. */
    long idleNanos() {
        return parked.isEmpty()
                ? LOOK_AROUND.toNanos()
                : Math.max(0, Math.min(nextLookAround, parked.nextDeadline()) - nanoTime.getAsLong());
    }

    /** Matches, claims in one statement and answers. Where it throws, {@link #putOff} is what follows. */
    void turn() throws SQLException {
        settleDoubts();
        tellOfFailing();
        if (!parked.isEmpty()) {
            if (isTimeToLookAround()) {
                lookAround();
                parked.forEach(unchecked::add);
            }
            checkRoom();
            serveAll();
            if (wouldLeaveUnseen()) {
                lookAround();
                serveAll();
            }
        } else if (isTimeToLookAround()) {
            // hints of new classes keep coming, and the next poll looks around before anything else
            windows.all().clear();
        }
        parked.endDue(nanoTime.getAsLong(), poll -> poll.answer().complete(List.of()));
    }

    /** A turn failed: no jobs for a while; polls that are due are refused. */
    void putOff() {
        long now = nanoTime.getAsLong();
        parked.endDue(now, Dispatch::refuse);
        unchecked.removeIf(poll -> poll.answer().isDone());
        nextLookAround = now + AFTER_FAILURE.toNanos();
    }

    /** No more jobs are handed out. */
    void refuseAll() {
        parked.forEach(Dispatch::refuse);
    }

    static Unavailable stopping() {
        return new Unavailable("DISPATCH_UNAVAILABLE", "no jobs can be handed out at the moment; poll again");
    }

    private static void refuse(Poll poll) {
        poll.answer().completeExceptionally(stopping());
    }

    private boolean isTimeToLookAround() {
        return nextLookAround - nanoTime.getAsLong() <= 0;
    }

    private void lookAround() throws SQLException {
        lastLookAround = nanoTime.getAsLong();
        nextLookAround = lastLookAround + LOOK_AROUND.toNanos();
        reservations = new Reservations(jobs.reservations(), lastLookAround, nanoTime.getAsLong());
        breakers.adopt(jobs.failing());
        sawAll = windows.lookAround(jobs);
    }

    /** Others read it when they look around, within a second; a hint for each would have all look around all the time. */
    private void tellOfFailing() throws SQLException {
        List<Shared> changes = breakers.takeChanges();
        if (!changes.isEmpty()) {
            try {
                jobs.writeFailing(changes);
            } catch (SQLException e) {
                breakers.putBack(changes);
                throw e;
            }
        }
    }

    /** Who asks for more than it seems to have room for: its leases may have ended at another instance. */
    private void checkRoom() throws SQLException {
        Set<String> full = unchecked.stream()
                .filter(poll -> matcher.room(poll) <= 0)
                .map(poll -> poll.miner().id())
                .collect(toSet());
        unchecked.clear();
        reconcile(full);
    }

    private void reconcile(Set<String> miners) throws SQLException {
        if (!miners.isEmpty()) {
            leases.reconcile(() -> jobs.leasesOf(miners), miners::contains);
        }
    }

    /** Whether a poll is about to end without anybody having looked for it: a short one, or one before its first hint. */
    private boolean wouldLeaveUnseen() {
        return parked.anyDue(
                nanoTime.getAsLong(),
                poll -> (!sawAll || poll.sinceNanos() - lastLookAround > 0) && matcher.room(poll) > 0);
    }

    private void serveAll() throws SQLException {
        while (serve()) {
            // a full claim was granted: there may be more of both
        }
    }

    /** One claim for as many polls as can be served; whether another one may be worth it at once. */
    private boolean serve() throws SQLException {
        Demand demand = matcher.demand(parked, windows, this::bookedTime);
        windows.leave(demand.unwanted());
        if (demand.wanted().isEmpty()) {
            return false;
        }
        int most = Math.clamp(demand.jobs() * 2L, LEAST_READ, MOST_CLAIMS);
        while (windows.read(jobs, demand.wanted(), row -> demand.gives(row, nanoTime.getAsLong()), most)) {
            most = MOST_CLAIMS;
        }
        List<Claim> claims = matcher.match(parked, windows, demand, nanoTime.getAsLong(), MOST_CLAIMS);
        if (claims.isEmpty()) {
            return false;
        }
        claims.forEach(claim -> doubtful.add(claim.lease()));
        List<Lease> granted = jobs.take(claims);
        doubtful.clear();
        answer(claims, granted);
        settleDoubts();
        if (granted.size() < claims.size()) {
            learn(claims, granted);
        }
        return granted.size() < claims.size() || claims.size() >= MOST_CLAIMS;
    }

    /** Another instance may have given these miners jobs that this one did not know of; what they were to have may wait again. */
    private void learn(List<Claim> claims, List<Lease> granted) throws SQLException {
        Set<UUID> known = granted.stream().map(Lease::id).collect(toSet());
        List<Claim> lost =
                claims.stream().filter(claim -> !known.contains(claim.lease())).toList();
        reconcile(lost.stream().map(claim -> claim.poll().miner().id()).collect(toSet()));
        lost.stream().map(Claim::row).forEach(row -> windows.hint(Map.of(row.queue(), row.id())));
    }

    private BookedTime bookedTime(String minerId) {
        return reservations.of(minerId, nanoTime.getAsLong());
    }

    /** Jobs that do not fit in one answer are returned to the queue untold. */
    private void answer(List<Claim> claims, List<Lease> granted) {
        Map<UUID, Claim> byLease = new HashMap<>();
        claims.forEach(claim -> byLease.put(claim.lease(), claim));
        Map<Poll, List<Lease>> answers = new LinkedHashMap<>();
        Map<Poll, Load> loads = new HashMap<>();
        for (Lease lease : granted) {
            Claim claim = requireNonNull(byLease.get(lease.id()));
            Poll poll = claim.poll();
            if (loads.computeIfAbsent(poll, _ -> new Load()).takes(lease)) {
                leases.granted(lease, claim.slot());
                answers.computeIfAbsent(poll, _ -> new ArrayList<>()).add(lease);
            } else {
                doubtful.add(lease.id());
            }
        }
        answers.forEach(parked::answer);
    }

    /** Undoes leases whose answer could not be delivered or had no room for them. */
    private void settleDoubts() throws SQLException {
        if (!doubtful.isEmpty()) {
            LOG.info("put {} jobs back whose miners were not told of them", jobs.undo(doubtful));
            doubtful.clear();
            windows.all().clear();
            sawAll = false;
            nextLookAround = nanoTime.getAsLong();
        }
    }
}
