package org.aitbc.trading.compute;

import java.util.*;
import org.jspecify.annotations.Nullable;

/** What the rules say, hour by hour and without regard to cost: all asks and bids of ever, and each hour that is gone. */
final class NaiveComputeBook {

    private static final int END = 100;

    /**
     * @param hours of a bid; the least of an ask
     * @param until of a bid: the last hour in which it may begin
     */
    record Entry(
            boolean bid,
            int owner,
            int gpu,
            int price,
            int hours,
            int maxHours,
            int from,
            int until,
            @Nullable String region) {}

    record Match(int bid, int ask, int price, int start) {}

    private final List<Entry> entries = new ArrayList<>();
    private final Set<Integer> open = new TreeSet<>();
    /** Hours of a GPU, and of an ask, that nobody can have. */
    private final Set<List<Integer>> gone = new HashSet<>();

    List<Match> place(Entry entry, int now) {
        entries.add(entry);
        open.add(entries.size() - 1);
        return match(now);
    }

    void close(int entry) {
        open.remove(entry);
    }

    /** @param hours that the ask loses from the start on */
    List<Match> refuse(Match match, int hours, int now) {
        Entry ask = entries.get(match.ask);
        for (int hour = match.start; hour < match.start + entries.get(match.bid).hours; hour++) {
            gone.remove(List.of(0, ask.gpu, hour));
        }
        for (int hour = match.start; hour < match.start + hours; hour++) {
            gone.add(List.of(1, match.ask, hour));
        }
        open.add(match.bid);
        return match(now);
    }

    private List<Match> match(int now) {
        List<Match> matches = new ArrayList<>();
        for (int price = END; price > 0; price--) {
            for (int bid = 0; bid < entries.size(); bid++) {
                if (open.contains(bid) && entries.get(bid).bid && entries.get(bid).price == price) {
                    Match match = find(bid, now);
                    if (match != null) {
                        matches.add(match);
                        open.remove(bid);
                        for (int hour = match.start; hour < match.start + entries.get(bid).hours; hour++) {
                            gone.add(List.of(0, entries.get(match.ask).gpu, hour));
                        }
                    }
                }
            }
        }
        return matches;
    }

    private @Nullable Match find(int number, int now) {
        Entry bid = entries.get(number);
        for (int price = 1; price <= bid.price; price++) {
            for (int ask = 0; ask < entries.size(); ask++) {
                Entry one = entries.get(ask);
                if (open.contains(ask) && !one.bid && one.price == price && isFor(one, bid)) {
                    for (int start = Math.max(now, bid.from); start <= bid.until; start++) {
                        if (has(ask, start, bid.hours)) {
                            return new Match(number, ask, ask < number ? price : bid.price, start);
                        }
                    }
                }
            }
        }
        return null;
    }

    private static boolean isFor(Entry ask, Entry bid) {
        return ask.owner != bid.owner
                && bid.hours >= ask.hours
                && bid.hours <= ask.maxHours
                && (bid.region == null || bid.region.equals(ask.region));
    }

    private boolean has(int ask, int start, int hours) {
        Entry one = entries.get(ask);
        for (int hour = start; hour < start + hours; hour++) {
            boolean lost = gone.contains(List.of(0, one.gpu, hour)) || gone.contains(List.of(1, ask, hour));
            if (hour < one.from || hour >= one.until || lost) {
                return false;
            }
        }
        return true;
    }
}
