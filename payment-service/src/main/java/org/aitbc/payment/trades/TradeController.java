package org.aitbc.payment.trades;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.validation.Valid;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.aitbc.domain.error.DomainException;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.payment.Currency;
import org.aitbc.domain.payment.MoneyHolds;
import org.aitbc.domain.payment.TradeLedger;
import org.aitbc.payment.ledger.Account;
import org.aitbc.payment.ledger.Ledger;
import org.aitbc.payment.ledger.Posting;
import org.aitbc.payment.ledger.Posting.Hold;
import org.aitbc.payment.ledger.Posting.Resolution;
import org.aitbc.payment.ledger.Posting.Resolve;
import org.aitbc.payment.ledger.Posting.Step;
import org.aitbc.payment.ledger.Result;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Internal, for trading-service: not routed by the gateway. */
@RestController
@Hidden
class TradeController implements TradeLedger {

    private static final String KIND = "trade.reserve";

    /** A repetition after the reserve has ended opens no row again. */
    private static final String OPEN = """
            insert into payment.trade_reserve (id)
            select h.id from payment.hold h join payment.posting p on p.id = h.id and p.kind = 'trade.reserve'
            where h.id = any(:ids) and h.state = 'pending' on conflict do nothing""";

    private static final String END = "delete from payment.trade_reserve where id = any(:ids)";

    private static final String LIST = """
            select id, at from payment.trade_reserve
            where (at, id) > (:after, coalesce(:afterId::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff')) and at <= :before
            order by at, id limit :most""";

    /** By the holds: they are there before the rows. */
    private static final String LIST_OF_OWNER = """
            select h.id, h.at from payment.account a
            join payment.hold h on h.held_in = a.id and h.state = 'pending'
            join payment.posting p on p.id = h.id and p.kind = 'trade.reserve'
            where a.owner = :owner and a.kind = 'escrow'
              and (h.at, h.id) > (:after, coalesce(:afterId::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff')) and h.at <= :before
            order by h.at, h.id limit :most""";

    private static final String LEFT = """
            select r.id, h.amount - h.posted as amount from payment.trade_reserve r join payment.hold h on h.id = r.id
            where r.id = any(:ids) and h.state = 'pending'""";

    /** Moves reach only what was reserved here. */
    private static final String STRANGE = """
            select count(*) from unnest(:ids) as i(id)
            where not exists (select from payment.posting p where p.id = i.id and p.kind = 'trade.reserve')""";

    private final JdbcClient jdbc;
    private final Ledger ledger;

    TradeController(JdbcClient jdbc, Ledger ledger) {
        this.jdbc = jdbc;
        this.ledger = ledger;
    }

    @Override
    @Transactional
    public Answers reserve(@Valid @RequestBody Reserves reserves) {
        List<Result> results = ledger.post(
                reserves.reserves().stream().map(TradeController::posting).toList());
        List<@Nullable Refusal> refusals = new ArrayList<>();
        for (Result result : results) {
            DomainException refused = result.refused();
            refusals.add(refused == null ? null : new Refusal(refused.code(), String.valueOf(refused.getMessage())));
        }
        jdbc.sql(OPEN)
                .param("ids", reserves.reserves().stream().map(Reserve::id).toArray(UUID[]::new))
                .update();
        return new Answers(refusals);
    }

    /** Rows go last: {@link #reserve} too has the ledger before it writes them. */
    @Override
    @Transactional
    public void move(@Valid @RequestBody Moves moves) {
        UUID[] ended =
                moves.moves().stream().flatMap(move -> move.ended().stream()).toArray(UUID[]::new);
        Stream<UUID> drawn =
                moves.moves().stream().flatMap(move -> move.draws().stream().map(Draw::reserve));
        UUID[] touched = Stream.concat(drawn, Stream.of(ended)).distinct().toArray(UUID[]::new);
        if (jdbc.sql(STRANGE).param("ids", touched).query(Integer.class).single() > 0) {
            throw new NotFound("RESERVE_NOT_FOUND", "no money is reserved under one of these ids");
        }
        ledger.post(moves.moves().stream().map(TradeController::posting).toList())
                .forEach(Result::orThrow);
        jdbc.sql(END).param("ids", ended).update();
    }

    @Override
    public List<OpenReserve> open(@Valid @RequestBody Period period) {
        return jdbc.sql(period.owner() == null ? LIST : LIST_OF_OWNER)
                .param("owner", period.owner())
                .param("after", period.after())
                .param("afterId", period.afterId())
                .param("before", period.before())
                .param("most", MOST)
                .query(OpenReserve.class)
                .list();
    }

    @Override
    public List<Left> left(@Valid @RequestBody ReserveIds reserves) {
        return jdbc.sql(LEFT)
                .param("ids", reserves.ids().toArray(UUID[]::new))
                .query(Left.class)
                .list();
    }

    private static Posting posting(Reserve reserve) {
        Account from = Account.available(reserve.owner(), reserve.currency());
        Account into = new Account(reserve.owner(), reserve.currency(), Account.Kind.ESCROW);
        Hold hold = new Hold(reserve.id(), from, into, reserve.amount());
        return Posting.of(reserve.id(), KIND, Ids.text(reserve.id()), hold);
    }

    private static Posting posting(Move move) {
        Stream<Step> draws = move.draws().stream()
                .map(draw -> new Posting.Draw(
                        draw.reserve(),
                        draw.shares().stream()
                                .map(share ->
                                        new Posting.Share(account(share.owner(), draw.currency()), share.amount()))
                                .toList()));
        Stream<Step> ended = move.ended().stream().map(id -> Resolve.giveBack(id, Resolution.VOIDED));
        String kind = move.draws().isEmpty() ? "trade.release" : "trade.fill";
        return new Posting(
                move.id(), kind, move.reference(), Stream.concat(draws, ended).toList());
    }

    private static Account account(String owner, Currency currency) {
        return owner.equals(MoneyHolds.NETWORK) ? Account.fees(currency) : Account.available(owner, currency);
    }
}
