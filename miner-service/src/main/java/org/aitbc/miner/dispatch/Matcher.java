package org.aitbc.miner.dispatch;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.aitbc.domain.matching.BookedTime;
import org.aitbc.domain.matching.Capabilities;
import org.aitbc.domain.matching.Requirement;
import org.aitbc.miner.dispatch.Choices.Choice;
import org.aitbc.miner.dispatch.Claims.Claim;
import org.aitbc.miner.dispatch.Window.Ready;
import org.aitbc.miner.lease.CircuitBreakers;
import org.aitbc.miner.lease.Leases;
import org.aitbc.miner.registry.Miner;

/**
 * Who gets what: first come, first served among miners; the oldest job among those a miner can run, first of those on its
 * booked time.
 */
final class Matcher {

    private static final Choice NOTHING = new Choice(List.of(), List.of());

    private final UnaryOperator<Miner> known;
    private final Requirements.Source requirements;
    private final BiPredicate<Entry<Integer, Requirement>, Capabilities> fits;
    private final Leases leases;
    private final CircuitBreakers breakers;
    private final Supplier<UUID> ids;

    /**
     * @param known a miner as it is by now
     * @param requirements what the jobs of each of these classes need
     * @param fits whether they run on a kind of miner
     * @param ids makes ids of leases
     */
    Matcher(
            UnaryOperator<Miner> known,
            Requirements.Source requirements,
            BiPredicate<Entry<Integer, Requirement>, Capabilities> fits,
            Leases leases,
            CircuitBreakers breakers,
            Supplier<UUID> ids) {
        this.known = known;
        this.requirements = requirements;
        this.fits = fits;
        this.leases = leases;
        this.breakers = breakers;
        this.ids = ids;
    }

    /**
     * What is asked for at the moment.
     *
     * @param requirements of the classes that wait
     * @param jobs how many the waiting miners have room for
     * @param choices what each poll with room can be given
     * @param wanted the classes with a miner that can take them
     * @param unwanted those for certain miners none of which is waiting
     * @param taken by class and miner, whether another one takes its jobs, as far as it was asked
     */
    record Demand(
            Map<Integer, Requirement> requirements,
            int jobs,
            IdentityHashMap<Poll, Choice> choices,
            Set<Integer> wanted,
            Set<Integer> unwanted,
            Map<Entry<Integer, String>, Boolean> taken) {

        /** Whether a miner that waits can be given a job of a wanted class. */
        boolean gives(Ready row, long nowNanos) {
            return row.failedBy() == null
                    || row.notThereUntil() - nowNanos <= 0
                    || anotherTakes(row.queue(), row.failedBy());
        }

        /** Whether a miner other than this one waits that has room for jobs of a class. */
        boolean anotherTakes(int queue, String miner) {
            return taken.computeIfAbsent(Map.entry(queue, miner), _ -> isTaken(queue, miner));
        }

        private boolean isTaken(int queue, String miner) {
            return choices.entrySet().stream()
                    .filter(one -> !one.getKey().miner().id().equals(miner))
                    .map(Entry::getValue)
                    .anyMatch(choice ->
                            choice.booked().contains(queue) || choice.others().contains(queue));
        }
    }

    /** @param bookedTime what of a miner's time is booked now */
    Demand demand(ParkedPolls parked, Windows windows, Function<String, BookedTime> bookedTime) throws SQLException {
        Map<Integer, Requirement> waiting = requirements.read(windows.all().keySet());
        Choices choices = new Choices(waiting, fits);
        IdentityHashMap<Poll, Choice> ofPolls = new IdentityHashMap<>();
        Set<Choice> different = Collections.newSetFromMap(new IdentityHashMap<>());
        int jobs = 0;
        for (Poll poll : parked) {
            int room = room(poll);
            if (room > 0) {
                jobs += room;
                Miner miner = current(poll);
                Choice choice = choices.of(miner, bookedTime.apply(miner.id()));
                ofPolls.put(poll, choice);
                different.add(choice);
            }
        }
        Set<Integer> wanted = new HashSet<>();
        different.forEach(choice -> {
            wanted.addAll(choice.booked());
            wanted.addAll(choice.others());
        });
        Set<Integer> unwanted = choices.particular();
        unwanted.removeAll(wanted);
        return new Demand(waiting, jobs, ofPolls, wanted, unwanted, new HashMap<>());
    }

    /**
     * Up to {@code most} claims; what they take leaves the windows. A job that came back from a miner is given to another
     * one that waits, where there is one.
     */
    List<Claim> match(ParkedPolls parked, Windows windows, Demand demand, long nowNanos, int most) {
        List<Claim> claims = new ArrayList<>();
        Map<String, Integer> promised = new HashMap<>();
        Map<String, BitSet> slots = new HashMap<>();
        for (Poll poll : parked.inTurn()) {
            String miner = poll.miner().id();
            Choice choice = demand.choices().getOrDefault(poll, NOTHING);
            Predicate<Ready> isForIt = row -> !miner.equals(row.failedBy())
                    || (row.notThereUntil() - nowNanos <= 0 && !demand.anotherTakes(row.queue(), miner));
            int room = room(poll) - promised.getOrDefault(miner, 0);
            while (room-- > 0 && claims.size() < most) {
                BitSet taken = slots.computeIfAbsent(miner, leases::slotsOf);
                int slot = taken.nextClearBit(0);
                Optional<Ready> next =
                        oldest(windows, choice.booked(), isForIt).or(() -> oldest(windows, choice.others(), isForIt));
                if (next.isEmpty() || slot >= current(poll).concurrency()) {
                    break;
                }
                Ready row = next.get();
                Objects.requireNonNull(windows.all().get(row.queue())).take(row);
                BigDecimal price = Objects.requireNonNull(demand.requirements().get(row.queue()))
                        .unitPrice(current(poll).capabilities());
                claims.add(new Claim(row, ids.get(), slot, price, current(poll).keepsLeases(), poll));
                taken.set(slot);
                promised.merge(miner, 1, Integer::sum);
            }
        }
        return claims;
    }

    private static Optional<Ready> oldest(Windows windows, List<Integer> queues, Predicate<Ready> which) {
        return queues.stream()
                .map(windows.all()::get)
                .flatMap(window -> window.first(which).stream())
                .min(Comparator.comparing(Ready::id));
    }

    /** How many jobs a poll can be given now. */
    int room(Poll poll) {
        Miner miner = current(poll);
        return miner.deregistered()
                ? 0
                : Math.min(poll.wanted(), breakers.limit(miner.id(), miner.concurrency()) - leases.heldBy(miner.id()));
    }

    /** The miner as it is by now: it may have changed or signed off while its poll was parked. */
    private Miner current(Poll poll) {
        return known.apply(poll.miner());
    }
}
