package org.aitbc.payment.escrow;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.swagger.v3.oas.annotations.Hidden;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.aitbc.domain.payment.FeeReplay;
import org.aitbc.payment.escrow.BookedPayment.Divided;
import org.aitbc.payment.escrow.BookedPayment.Entry;
import org.aitbc.payment.escrow.BookedPayment.Staked;
import org.aitbc.payment.ledger.Amounts;
import org.aitbc.payment.staking.StakerShares;
import org.aitbc.starter.parameter.Parameters.Step;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Internal, for governance-service: not routed by the gateway. Entries are append-only, so pages fit together without a lock or
 * a snapshot, and each is one statement over a range of entries.
 */
@RestController
@Hidden
record FeeReplayController(JdbcClient jdbc, Fees fees, StakerShares stakerShares) implements FeeReplay {

    /** Far more than a posting has. */
    private static final int ENTRIES = 50_000;

    /** A caller waits for ten. */
    private static final int MOST_SECONDS = 8;

    private static final int MOST_DIFFERENCES = 10;

    /** No posting lies in two pages, unless it is longer than one. */
    private static final String PLACE = """
            with t as (select coalesce(:through::bigint, seq) as through from payment.head),
              s as (select through, greatest(through - :entries, 0) + 1 as near from t),
              f as (
                select through, greatest(near - :entries, 1, coalesce((select min(seq) from payment.entry where posting = (
                  select posting from payment.entry where seq = near)), near)) as first from s)
            select through, first, (select encode(hash, 'hex') from payment.entry where seq = through) as digest,
              coalesce((select at from payment.entry where seq >= first order by seq limit 1), 'epoch') as oldest
            from f""";

    private static final String SETTLED = """
            select e.posting, p.reference, e.at, a.owner, a.kind, e.amount, m.released, m.fee, h.amount - h.posted as rest,
              coalesce(h.resolved_by = e.posting and h.posted = m.released and m.status = 'released', false) as known
            from payment.entry e join payment.posting p on p.id = e.posting join payment.account a on a.id = e.account
            left join payment.hold h on h.id = case when p.reference ~ '^[0-9a-f]{32}$' then p.reference::uuid end
            left join core.payment m on m.id = h.id
            where e.seq between :first and :through and e.at >= :from and p.kind = 'escrow.released' and a.currency = 'AITBC'
            order by e.seq""";

    /** Times in which somebody had staked, each as long as it lasted without a break. */
    private static final String STAKED = """
            select agent, lower(time) as since, upper(time) as until
            from (
              select s.agent, range_agg(tstzrange(s.started_at, greatest(s.started_at, coalesce(least(s.unbonding_at,
                case when s.status = 'slashed' then (select max(x.at) from payment.stake_slash x where x.stake = s.id) end), '9999-01-01')))) as times
              from payment.stake s where s.agent = any(?) group by s.agent) a, unnest(times) as time""";

    /** @param oldest when the first of its entries was written */
    private record Place(long through, long first, @Nullable String digest, Instant oldest) {}

    @Override
    public Page replay(@RequestBody Wanted wanted) {
        return replay(jdbc, fees.history(), stakerShares.history(), wanted, ENTRIES);
    }

    /** @param shares as the fees: what counted when, the newest first */
    static Page replay(JdbcClient jdbc, List<Step> fees, List<Step> shares, Wanted wanted, int entries) {
        Place place = jdbc.sql(PLACE)
                .param("through", wanted.through())
                .param("entries", entries)
                .query(Place.class)
                .single();
        Map<UUID, List<Entry>> postings = jdbc
                .sql(SETTLED)
                .withQueryTimeout(MOST_SECONDS)
                .param("first", place.first())
                .param("through", place.through())
                .param("from", wanted.from())
                .query(Entry.class)
                .list()
                .stream()
                .collect(groupingBy(Entry::posting, LinkedHashMap::new, toList()));
        Map<String, List<Staked>> staked = staked(jdbc, postings);
        Map<String, Owner> owners = new HashMap<>();
        List<Difference> differences = new ArrayList<>();
        postings.values().stream().map(BookedPayment::new).toList().reversed().forEach(payment -> {
            Optional<List<Divided>> divided = payment.divided(fees, shares, staked);
            divided.ifPresent(parts -> parts.forEach(part -> add(owners, part, wanted)));
            if (divided.isEmpty() && differences.size() < MOST_DIFFERENCES) {
                differences.add(payment.difference(fees));
            }
        });
        boolean more = place.first() > 1 && !place.oldest().isBefore(wanted.from());
        return new Page(
                place.through(),
                place.digest(),
                more ? place.first() - 1 : null,
                more ? place.oldest() : wanted.from(),
                postings.size(),
                List.copyOf(owners.values()),
                differences);
    }

    private static Map<String, List<Staked>> staked(JdbcClient jdbc, Map<UUID, List<Entry>> postings) {
        String[] owners = postings.values().stream()
                .flatMap(List::stream)
                .map(Entry::owner)
                .distinct()
                .toArray(String[]::new);
        return jdbc.sql(STAKED).param(owners).query(Staked.class).list().stream()
                .collect(groupingBy(Staked::agent));
    }

    private static void add(Map<String, Owner> owners, Divided part, Wanted wanted) {
        BigDecimal fee = part.due().subtract(part.net());
        BigDecimal newFee = Amounts.floor(part.due().multiply(orElse(wanted.networkFee(), part.feeRate())));
        BigDecimal newPool = part.staked()
                ? Amounts.floor(newFee.multiply(orElse(wanted.feeShare(), part.shareRate())))
                : Amounts.ZERO;
        Owner one = new Owner(
                part.owner(),
                part.net(),
                part.due().subtract(newFee),
                part.pool(),
                newPool,
                fee.subtract(part.pool()),
                newFee.subtract(newPool));
        owners.merge(part.owner(), one, Owner::plus);
    }

    private static BigDecimal orElse(@Nullable BigDecimal proposed, BigDecimal then) {
        return proposed == null ? then : proposed;
    }
}
