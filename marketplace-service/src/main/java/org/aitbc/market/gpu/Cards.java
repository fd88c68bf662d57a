package org.aitbc.market.gpu;

import java.util.*;
import java.util.function.*;
import java.util.stream.*;
import org.aitbc.market.gpu.Candidate.Worker;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Which listing is which reported card. Only a listing with a card can be booked, and a card has one listing. */
@Component
public record Cards(JdbcClient jdbc, Gpus gpus) {

    /**
     * The cards of a worker.
     *
     * @param listed those on the market
     * @param free those that may be listed
     * @param booked those that may be listed once a booking has ended: they were taken off the market before
     * @param elsewhere those that are on the market in another worker
     */
    public record Found(List<Card> listed, List<Card> free, List<Card> booked, List<Card> elsewhere) {

        /** Those that may have a listing now. */
        public List<Card> listable() {
            return Stream.concat(listed.stream(), free.stream()).toList();
        }
    }

    /** @param sold by the worker's owner, and not bought back */
    private record Bar(int slot, boolean sold, boolean booked) {}

    private record Report(String miner, String owner, List<Card> cards) {}

    /**
     * Of a listing {@code g} of another: the worker is online, and lost the card to others. What its owner has sold does not
     * come back.
     */
    private static final String LATER = """
        exists (select from marketplace.gpu o join marketplace.worker there on there.id = o.miner_id and there.presence = 'online'
                where o.uuid = g.uuid and o.miner_id = :miner and o.owner = :owner and o.claimed and o.bound_at < g.bound_at)
          and not exists (select from marketplace.gpu_sale s join marketplace.gpu o on o.id = s.gpu_id
                          where s.state = 'sold' and s.seller = :owner and o.owner <> :owner and o.uuid = g.uuid)""";

    private static final String ROWS = """
        select g.id, g.owner, g.miner_id, g.slot, g.model, g.memory_gb, g.uuid, g.driver, g.claimed,
          g.bound_at is not null as bound,
          exists (select from marketplace.booking b where b.gpu_id = g.id and b.state in ('active', 'paused')) as booked,
          exists (select from marketplace.gpu_sale s where s.gpu_id = g.id and s.state = 'sold') as sold,
          w.presence is distinct from 'online' as away, w.owner is distinct from g.owner as "foreign",
          g.owner <> :owner and %s as later
        from marketplace.gpu g left join marketplace.worker w on w.id = g.miner_id
        where g.id in (%s) order by g.claimed, g.id""".formatted(LATER, Gpus.CONCERNED);

    private static final String REPORTED =
            "jsonb_to_recordset(cast(:cards as jsonb)) as w (id uuid, slot int, model text, memory_gb numeric, uuid text, driver text)";

    /** Of a listing {@code g} and a card {@code w}: by the name of the card, or its slot where one of them has none. */
    private static final String SAME = """
        case when g.uuid is null or w.uuid is null then g.miner_id = :miner and g.slot = w.slot else g.uuid = w.uuid end""";

    static final String BARS = """
        select w.slot,
          exists (select from marketplace.gpu_sale s join marketplace.gpu g on g.id = s.gpu_id
                  where s.state = 'sold' and s.seller = :owner and g.owner <> :owner and %s) as sold,
          exists (select from marketplace.gpu g join marketplace.booking b on b.gpu_id = g.id
                  where g.miner_id = :miner and g.slot = w.slot and g.removed_at is not null
                    and b.state in ('active', 'paused'))
            or exists (select from marketplace.gpu g join marketplace.booking b on b.gpu_id = g.id
                  where g.uuid = w.uuid and (g.removed_at is not null or g.claimed)
                    and b.state in ('active', 'paused')) as booked
        from %s""".formatted(SAME, REPORTED);

    /** What was taken off the market while it was booked loses its card where another listing has it, or nobody. */
    private static final String LOSE_BOOKED = """
        with open as (
          select g.* from marketplace.gpu g
          where g.miner_id = :miner and g.removed_at is not null and not g.claimed
            and exists (select from marketplace.booking b where b.gpu_id = g.id and b.state in ('active', 'paused')))
        update marketplace.gpu set claimed = true
        where id in (select id from open) and id not in (
          select distinct on (w.slot) g.id from %s join open g on (g.model = w.model or g.bound_at is null) and %s order by w.slot, g.id)""".formatted(REPORTED, SAME);

    /** Bookings whose cards are gone are about to end: until then no other slot takes their place. */
    private static final String SETTLING = """
        select exists (select from marketplace.gpu g join marketplace.booking b on b.gpu_id = g.id
                       where g.miner_id = ? and g.claimed and b.state in ('active', 'paused'))""";

    /**
     * Another worker that lost one is followed until it has it back. One whose row is locked is being followed, and sees the
     * loss: it waits for these GPUs.
     */
    private static final String LOSE = """
        with lost as (update marketplace.gpu set claimed = true, updated_at = now() where id = any (:lost) returning miner_id),
        free as (select miner_id from marketplace.listed_worker
                 where miner_id in (select miner_id from lost) and miner_id <> :miner for update skip locked)
        update marketplace.listed_worker set version = null where miner_id in (select miner_id from free)""";

    private static final String BIND = """
        update marketplace.gpu g set claimed = false, miner_id = :miner, slot = w.slot, model = w.model,
          memory_gb = case when w.memory_gb > 0 then w.memory_gb else g.memory_gb end, uuid = w.uuid,
          bound_at = case when g.uuid <> w.uuid then now() else coalesce(g.bound_at, now()) end,
          driver = w.driver, updated_at = now()
        from %s where g.id = w.id""".formatted(REPORTED);

    /** Binds the listings of a worker to what it has reported: those whose card is gone are claimed from then on. */
    public Found bind(String miner) {
        return jdbc.sql("select id, owner, capabilities from core.miner where id = ?")
                .param(miner)
                .query(Worker.class)
                .optional()
                .map(worker -> bind(worker, false))
                .orElseThrow();
    }

    /** As {@link #bind}, and what its owner has claimed becomes what the worker has. */
    public Found adopt(String miner, String owner, JsonNode capabilities) {
        return bind(new Worker(miner, owner, capabilities), true);
    }

    private Found bind(Worker worker, boolean adopt) {
        List<Card> cards = Card.reported(worker.capabilities());
        String[] uuids = cards.stream().map(Card::uuid).filter(Objects::nonNull).toArray(String[]::new);
        gpus.lockConcerned(worker.id(), worker.owner(), uuids);
        Report report = new Report(worker.id(), worker.owner(), cards);
        List<Candidate> rows = jdbc.sql(ROWS)
                .param("miner", worker.id())
                .param("owner", worker.owner())
                .param("uuids", uuids)
                .query(Candidate.class)
                .list();
        Map<Integer, Bar> bars = jdbc.sql(BARS).paramSource(report).query(Bar.class).list().stream()
                .collect(Collectors.toMap(Bar::slot, bar -> bar));
        List<Card> elsewhere = cards.stream()
                .filter(card -> rows.stream()
                        .anyMatch(row -> !row.claimed()
                                && !row.isIn(worker)
                                && row.hasUuidOf(card)
                                && !row.canMoveTo(worker)
                                && (row.isOf(worker) || !row.isAbandoned())))
                .toList();
        Matching matching = new Matching(worker, cards, bars, elsewhere);
        // what may be booked already comes first, and ends where its card is gone
        List<Candidate> first =
                rows.stream().filter(row -> !row.claimed() || row.booked()).toList();
        matching.match(first, matching.known());
        matching.match(first, matching.called(row -> row.isIn(worker)));
        matching.match(first, List.of((row, card) -> row.isCarriedOver(worker) && row.slot() == card.slot()));
        List<Card> unbound =
                cards.stream().filter(card -> !matching.bound.containsKey(card)).toList();
        jdbc.sql(LOSE_BOOKED)
                .paramSource(new Report(worker.id(), worker.owner(), unbound))
                .update();
        write(worker, rows, matching.bound);
        boolean settling =
                jdbc.sql(SETTLING).param(worker.id()).query(Boolean.class).single();
        if (!settling) {
            int before = matching.bound.size();
            matching.match(rows, matching.known());
            if (adopt) {
                matching.match(rows, matching.called(row -> row.minerId() == null || row.isIn(worker)));
            }
            if (matching.bound.size() > before) {
                write(worker, rows, matching.bound);
            }
        }
        List<Card> rest = cards.stream()
                .filter(card ->
                        !matching.bound.containsKey(card) && !elsewhere.contains(card) && !matching.bar(card).sold)
                .toList();
        return new Found(
                List.copyOf(matching.bound.keySet()),
                rest.stream()
                        .filter(card -> !settling && !matching.bar(card).booked)
                        .toList(),
                rest.stream()
                        .filter(card -> settling || matching.bar(card).booked)
                        .toList(),
                elsewhere);
    }

    /** Which listing is which card, as far as it is known: each is once. */
    private record Matching(
            Worker worker,
            List<Card> cards,
            Map<Integer, Bar> bars,
            List<Card> elsewhere,
            Map<Card, Candidate> bound,
            Set<UUID> used) {

        Matching(Worker worker, List<Card> cards, Map<Integer, Bar> bars, List<Card> elsewhere) {
            this(worker, cards, bars, elsewhere, new LinkedHashMap<>(), new HashSet<>());
        }

        Bar bar(Card card) {
            return Objects.requireNonNull(bars.get(card.slot()));
        }

        /** By the card's name before its slot. */
        List<BiPredicate<Candidate, Card>> known() {
            Set<@Nullable String> reported = cards.stream().map(Card::uuid).collect(Collectors.toSet());
            return List.of(
                    (row, card) -> row.hasUuidOf(card) && (row.isIn(worker) || row.canMoveTo(worker)),
                    (row, card) -> row.isIn(worker, card) && (row.uuid() == null || card.uuid() == null),
                    // another card of that kind is in the slot now
                    (row, card) -> row.isIn(worker, card) && row.isOf(worker) && !reported.contains(row.uuid()));
        }

        /** By what its owner calls it, in the same slot before others. */
        List<BiPredicate<Candidate, Card>> called(Predicate<Candidate> which) {
            BiPredicate<Candidate, Card> fits =
                    (row, card) -> row.isOf(worker) && which.test(row) && card.fits(row.model());
            return List.of(fits.and((row, card) -> row.isIn(worker) && row.slot() == card.slot()), fits);
        }

        void match(List<Candidate> rows, List<BiPredicate<Candidate, Card>> rules) {
            for (BiPredicate<Candidate, Card> rule : rules) {
                for (Card card : cards) {
                    if (!bound.containsKey(card) && !elsewhere.contains(card)) {
                        rows.stream()
                                .filter(row -> !used.contains(row.id()) && rule.test(row, card))
                                // a sold listing belongs to its buyer
                                .filter(row -> !bar(card).sold || !row.isOf(worker) || row.sold())
                                .filter(row -> !bar(card).booked
                                        || (!row.claimed() && (card.uuid() == null || row.hasUuidOf(card))))
                                .findFirst()
                                .ifPresent(row -> {
                                    bound.put(card, row);
                                    used.add(row.id());
                                });
                    }
                }
            }
        }
    }

    /** Two steps: cards may have changed places. */
    private void write(Worker worker, List<Candidate> rows, Map<Card, Candidate> bound) {
        List<Card> changed = bound.entrySet().stream()
                .filter(one -> !one.getValue().isAlready(worker, one.getKey()))
                .map(one -> one.getKey().with(one.getValue().id()))
                .toList();
        Set<UUID> moved = changed.stream().map(Card::id).collect(Collectors.toSet());
        UUID[] lost = rows.stream()
                .filter(row -> !row.claimed())
                .filter(row -> moved.contains(row.id())
                        || (!bound.containsValue(row)
                                && (row.isIn(worker)
                                        || row.isAbandoned()
                                        || bound.keySet().stream().anyMatch(row::hasUuidOf))))
                .map(Candidate::id)
                .toArray(UUID[]::new);
        if (lost.length > 0) {
            jdbc.sql(LOSE).param("lost", lost).param("miner", worker.id()).update();
        }
        if (!changed.isEmpty()) {
            jdbc.sql(BIND)
                    .paramSource(new Report(worker.id(), worker.owner(), changed))
                    .update();
        }
    }
}
