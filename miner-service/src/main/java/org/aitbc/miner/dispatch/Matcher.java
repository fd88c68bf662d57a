package org.aitbc.miner.dispatch;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.aitbc.domain.matching.Capabilities;
import org.aitbc.miner.dispatch.Claims.Claim;
import org.aitbc.miner.dispatch.Window.Ready;
import org.aitbc.miner.lease.Leases;
import org.aitbc.miner.registry.Miner;

/** Who gets what: first come, first served among polls; the oldest job among those a miner can run. */
final class Matcher {

    private final UnaryOperator<Miner> known;
    private final BiPredicate<Integer, Capabilities> fits;
    private final BiFunction<Integer, Capabilities, BigDecimal> unitPrice;
    private final Leases leases;
    private final Supplier<UUID> ids;

    /**
     * @param known a miner as it is by now
     * @param fits whether jobs of a class run on a kind of miner
     * @param unitPrice what a GPU second of them costs there
     * @param ids makes ids of leases
     */
    Matcher(
            UnaryOperator<Miner> known,
            BiPredicate<Integer, Capabilities> fits,
            BiFunction<Integer, Capabilities, BigDecimal> unitPrice,
            Leases leases,
            Supplier<UUID> ids) {
        this.known = known;
        this.fits = fits;
        this.unitPrice = unitPrice;
        this.leases = leases;
        this.ids = ids;
    }

    /**
     * What is asked for at the moment.
     *
     * @param jobs how many the waiting miners have room for
     * @param queues per kind of waiting miner, what it can run
     */
    record Demand(int jobs, IdentityHashMap<Capabilities, List<Integer>> queues) {

        Set<Integer> wanted() {
            Set<Integer> wanted = new HashSet<>();
            queues.values().forEach(wanted::addAll);
            return wanted;
        }
    }

    Demand demand(ParkedPolls parked, Windows windows) {
        IdentityHashMap<Capabilities, List<Integer>> queues = new IdentityHashMap<>();
        int jobs = 0;
        for (Poll poll : parked) {
            int room = room(poll);
            if (room > 0) {
                jobs += room;
                queues.computeIfAbsent(
                        current(poll).capabilities(),
                        kind -> windows.all().keySet().stream()
                                .filter(queue -> fits.test(queue, kind))
                                .toList());
            }
        }
        return new Demand(jobs, queues);
    }

    /** Up to {@code most} claims; what they take leaves the windows. */
    List<Claim> match(ParkedPolls parked, Windows windows, Demand demand, int most) {
        List<Claim> claims = new ArrayList<>();
        Map<String, Integer> promised = new HashMap<>();
        for (Poll poll : parked) {
            List<Integer> queues = demand.queues().getOrDefault(current(poll).capabilities(), List.of());
            int room = room(poll) - promised.getOrDefault(poll.miner().id(), 0);
            while (room-- > 0 && claims.size() < most) {
                Window oldest = queues.stream()
                        .map(windows.all()::get)
                        .filter(window -> !window.isEmpty())
                        .min(Comparator.comparing(window -> window.first().id()))
                        .orElse(null);
                if (oldest == null) {
                    break;
                }
                Ready row = oldest.take();
                BigDecimal price = unitPrice.apply(row.queue(), current(poll).capabilities());
                claims.add(new Claim(row, ids.get(), price, poll));
                promised.merge(poll.miner().id(), 1, Integer::sum);
            }
        }
        return claims;
    }

    /** How many jobs a poll can be given now. */
    int room(Poll poll) {
        Miner miner = current(poll);
        return miner.deregistered() ? 0 : Math.min(poll.wanted(), miner.concurrency() - leases.heldBy(miner.id()));
    }

    /** The miner as it is by now: it may have changed or signed off while its poll was parked. */
    private Miner current(Poll poll) {
        return known.apply(poll.miner());
    }
}
