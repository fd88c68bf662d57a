package org.aitbc.miner.dispatch;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.aitbc.domain.matching.BookedTime;
import org.aitbc.domain.matching.Candidate;
import org.aitbc.domain.matching.Capabilities;
import org.aitbc.domain.matching.Constraints;
import org.aitbc.domain.matching.Requirement;
import org.aitbc.miner.registry.Miner;

/**
 * Which of the waiting classes each miner can run. What only a machine decides is shared by all miners of a kind; what asks
 * for booked time or for certain miners is found by whom it asks for, so that it costs the others nothing.
 */
final class Choices {

    /**
     * What a miner can be given.
     *
     * @param booked classes of jobs on booked time, which go first
     * @param others what can be run besides
     */
    record Choice(List<Integer> booked, List<Integer> others) {}

    private enum Addressee {
        ANYBODY,
        ALL_BUT_SOME
    }

    private final BiPredicate<Entry<Integer, Requirement>, Capabilities> fits;
    private final Map<Object, List<Entry<Integer, Requirement>>> waiting;
    private final IdentityHashMap<Capabilities, Choice> ofKinds = new IdentityHashMap<>();

    /** @param requirements of all classes that wait */
    Choices(Map<Integer, Requirement> requirements, BiPredicate<Entry<Integer, Requirement>, Capabilities> fits) {
        this.fits = fits;
        this.waiting = requirements.entrySet().stream()
                .collect(groupingBy(one -> addressee(one.getValue().constraints())));
    }

    /** @param time what of the miner's is booked now */
    Choice of(Miner miner, BookedTime time) {
        Candidate candidate = new Candidate(miner.id(), miner.owner(), miner.capabilities(), time);
        List<Integer> booked = fitting(candidate, time.running());
        if (!time.exclusive().isEmpty()) {
            return new Choice(booked, List.of());
        }
        Choice ofKind = ofKinds.computeIfAbsent(miner.capabilities(), this::ofKind);
        List<Integer> own = fitting(candidate, List.of(miner.id(), Addressee.ALL_BUT_SOME));
        return booked.isEmpty() && own.isEmpty()
                ? ofKind
                : new Choice(
                        booked,
                        Stream.concat(ofKind.others().stream(), own.stream()).toList());
    }

    /** Those that not every miner may run whose machine can. */
    Set<Integer> particular() {
        return waiting.entrySet().stream()
                .filter(one -> one.getKey() != Addressee.ANYBODY)
                .flatMap(one -> one.getValue().stream().map(Entry::getKey))
                .collect(toSet());
    }

    private Choice ofKind(Capabilities kind) {
        return new Choice(
                List.of(),
                waiting.getOrDefault(Addressee.ANYBODY, List.of()).stream()
                        .filter(one -> fits.test(one, kind))
                        .map(Entry::getKey)
                        .toList());
    }

    private List<Integer> fitting(Candidate miner, Collection<?> addressees) {
        return addressees.stream()
                .flatMap(one -> waiting.getOrDefault(one, List.of()).stream())
                .filter(one -> one.getValue().fits(miner))
                .map(Entry::getKey)
                .toList();
    }

    private static Object addressee(Constraints wanted) {
        if (wanted.bookingId() != null) {
            return wanted.bookingId();
        }
        if (wanted.miner() != null) {
            return wanted.miner();
        }
        return wanted.notMiners() == null && wanted.notOwners() == null ? Addressee.ANYBODY : Addressee.ALL_BUT_SOME;
    }
}
