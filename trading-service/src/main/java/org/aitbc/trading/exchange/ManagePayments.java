package org.aitbc.trading.exchange;

import java.math.*;
import java.time.*;
import java.util.*;
import java.util.stream.Stream;
import org.aitbc.domain.chain.ChainDeposits;
import org.aitbc.domain.chain.ChainDeposits.*;
import org.aitbc.domain.error.*;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.payment.*;
import org.aitbc.domain.payment.ChainCredits.Credit;
import org.aitbc.domain.payment.Currency;
import org.aitbc.domain.payment.MoneyHolds.Share;
import org.aitbc.starter.database.DatabaseClock;
import org.aitbc.starter.deal.*;
import org.aitbc.starter.outbox.OutboxWriter;
import org.aitbc.starter.schedule.Sweeps;
import org.aitbc.trading.exchange.ExchangePayment.*;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Creates and settles payments. No caller can confirm one: only what the chain's index says has come in for good counts,
 * each transfer once. What is enough and in time is the desk's, and its AITBC the payer's; all else is the payer's own BTC.
 */
@Component
record ManagePayments(
        ExchangePayments payments,
        ExchangeSettings settings,
        ExchangeFee fee,
        ChainDeposits deposits,
        ChainCredits credits,
        Deals deals,
        OutboxWriter outbox,
        Sweeps sweeps,
        DatabaseClock clock,
        JdbcClient jdbc)
        implements Deal<ExchangePaymentRequest, ExchangePayment> {

    /** Each keeps some of the desk's AITBC from others. */
    private static final int MOST_OPEN = 3;
    /** How long after its end an address is looked at for payments that are late. */
    private static final Duration WATCHED = Duration.ofDays(30);

    private static final BigDecimal EXACT = new BigDecimal("0.00000001");

    ExchangePayment create(Caller caller, ExchangePaymentRequest quote) {
        var desk = settings.require();
        UUID id;
        try {
            id = deals.make("exchange.payment", this, caller, quote).id();
        } catch (PaymentRequired empty) {
            throw new Unavailable("DESK_EMPTY", "the desk has less AITBC than that at the moment");
        }
        ExchangePayment made = payments.require(id);
        if (made.paymentAddress != null || !made.isOpen()) {
            return made;
        }
        return address(id, desk);
    }

    private ExchangePayment address(UUID id, ExchangeSettings.Desk desk) {
        String address =
                deposits.open(new Order(id, desk.chain(), desk.token())).address();
        return payments.change(id, payment -> payment.paymentAddress = address);
    }

    @Override
    public HoldTerms terms(Caller caller, ExchangePaymentRequest quote) {
        Forbidden.when(
                !quote.userId().equals(caller.subject()), "NOT_YOURSELF", "user_id: a payment is the caller's own");
        BigDecimal price = quote.aitbcAmount().divide(settings.rate(), 16, RoundingMode.HALF_UP);
        boolean other = quote.btcAmount().subtract(price).abs().compareTo(EXACT) > 0;
        Invalid.when(other, "AMOUNT_MISMATCH", "btc_amount: is not what that costs at the rate of " + settings.rate());
        requireRoom(quote.userId());
        return new HoldTerms(
                "exchange.hold", "exchange", settings.require().owner(), quote.aitbcAmount(), Currency.AITBC);
    }

    @Override
    public ExchangePayment create(UUID hold, Caller caller, ExchangePaymentRequest quote) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('exchange ' || ?, 0))")
                .param(quote.userId())
                .query(_ -> {});
        requireRoom(quote.userId());
        return payments.save(new ExchangePayment(hold, settings.require().owner(), quote, fee.share(), clock.now()));
    }

    private void requireRoom(String user) {
        boolean full = payments.countOpen(user) >= MOST_OPEN;
        Conflict.when(
                full, "TOO_MANY_PAYMENTS", "you have " + MOST_OPEN + " open payments; pay them or let them expire");
    }

    /** The payer's, or any for an administrator. */
    ExchangePayment require(Caller caller, UUID id) {
        return payments.findById(id)
                .filter(one -> caller.isAdmin() || one.quote.userId().equals(caller.subject()))
                .orElseThrow(() -> new NotFound("PAYMENT_NOT_FOUND", "there is no such payment, or it is not yours"));
    }

    /** Looks at the chain now, and says of a transaction why it does not confirm the payment yet. */
    ExchangePayment confirm(Caller caller, UUID id, String hash) {
        ExchangePayment before = require(caller, id);
        if (before.state == State.CONFIRMED) {
            return before;
        }
        Conflict.when(!before.isOpen(), "NOT_PENDING", "the payment has expired");
        Seen seen = deposits.seen(id, hash);
        ExchangePayment payment = record(id, seen);
        if (payment.state == State.CONFIRMED) {
            return payment;
        }
        Optional<Transfer> named = seen.transfers().stream()
                .filter(one -> one.transactionHash().equalsIgnoreCase(hash))
                .findFirst();
        if (named.isEmpty() && !seen.known()) {
            throw new NotFound("TRANSACTION_NOT_FOUND", "the chain has no such transaction yet");
        }
        boolean other = named.isEmpty() || named.get().settled();
        Invalid.when(other, "TRANSACTION_MISMATCH", "tx_hash: does not pay the amount to the payment's address");
        throw new TooEarly("NOT_FINAL", "the transaction needs more blocks on top of it");
    }

    @Scheduled(fixedDelayString = "${aitbc.trading.exchange.look:2s}")
    void sweep() {
        sweeps.eachOutside("exchange payment", payments::open, this::look);
        sweeps.eachOutside("chain credit", this::unsent, this::send);
    }

    /** What comes late is looked for less often. */
    @Scheduled(fixedDelayString = "${aitbc.trading.exchange.late:10m}")
    void sweepEnded() {
        sweeps.eachOutside(
                "ended exchange payment", () -> payments.ended(clock.now().minus(WATCHED)), this::look);
    }

    private void look(UUID id) {
        ExchangePayment payment = payments.require(id);
        if (payment.paymentAddress != null) {
            record(id, deposits.seen(id, null));
        } else if (clock.now().isBefore(payment.expires)) {
            address(id, settings.require());
        } else {
            // nobody was told where to pay
            record(id, new Seen(List.of(), clock.now(), false));
        }
    }

    /** Takes notice of what came in; nothing expires before the index has passed that time. */
    ExchangePayment record(UUID id, Seen seen) {
        return payments.change(id, payment -> {
            boolean open = payment.isOpen();
            BigDecimal inTime = sum(seen.transfers().stream().filter(one -> isSettledInTime(payment, one)));
            boolean paid = open && inTime.compareTo(payment.quote.btcAmount()) >= 0;
            boolean over = open && !paid && !seen.until().isBefore(payment.expires) && isAllSettled(payment, seen);
            if (open) {
                follow(payment, seen);
            }
            if (paid) {
                confirm(payment);
            } else if (over) {
                payment.state = State.EXPIRED;
                deals.decide(id, "exchange.refund", List.of());
                outbox.tell("exchange.expired", id);
            }
            if (!payment.isOpen()) {
                seen.transfers().stream().filter(Transfer::settled).forEach(one -> credit(payment, one));
            }
        });
    }

    private static boolean isSettledInTime(ExchangePayment payment, Transfer one) {
        return one.settled() && !one.at().isAfter(payment.expires);
    }

    /** What was in time may still become final. */
    private static boolean isAllSettled(ExchangePayment payment, Seen seen) {
        return seen.transfers().stream()
                .filter(one -> !one.at().isAfter(payment.expires))
                .allMatch(Transfer::settled);
    }

    private static void follow(ExchangePayment payment, Seen seen) {
        Optional<Transfer> last = seen.transfers().stream().reduce((_, next) -> next);
        payment.confirmations = last.map(Transfer::confirmations).orElse(0L);
        payment.txHash = last.map(Transfer::transactionHash).orElse(null);
        payment.state = last.isPresent() ? State.CONFIRMING : State.PENDING;
    }

    private void confirm(ExchangePayment payment) {
        payment.state = State.CONFIRMED;
        payment.confirmed = clock.now();
        BigDecimal bought = payment.quote.aitbcAmount().subtract(payment.fee);
        deals.decide(
                payment.id(),
                "exchange.sale",
                Stream.of(
                                new Share(payment.quote.userId(), bought, false),
                                new Share(MoneyHolds.NETWORK, payment.fee, false))
                        .filter(share -> share.amount().signum() > 0)
                        .toList());
        outbox.tell("exchange.confirmed", payment.id());
    }

    /** Up to the price it is the desk's, where the payment was confirmed; the rest is the payer's. */
    private void credit(ExchangePayment payment, Transfer one) {
        BigDecimal amount = one.amount().setScale(8, RoundingMode.DOWN);
        int added =
                jdbc.sql("""
                    insert into trading.chain_transfer (id, payment_id, amount, at) values (?, ?, ?, ?)
                    on conflict do nothing\
                    """).params(one.id(), payment.id(), amount, one.at()).update();
        if (added == 0) {
            return;
        }
        BigDecimal price = payment.state == State.CONFIRMED ? payment.quote.btcAmount() : BigDecimal.ZERO;
        BigDecimal due =
                price.subtract(payment.received.subtract(payment.credited)).max(BigDecimal.ZERO);
        BigDecimal ofDesk = isSettledInTime(payment, one) ? due.min(amount) : BigDecimal.ZERO;
        owe(one.id() + " desk", payment.seller, ofDesk);
        owe(one.id() + " payer", payment.quote.userId(), amount.subtract(ofDesk));
        payment.received = payment.received.add(amount);
        payment.credited = payment.credited.add(amount.subtract(ofDesk));
    }

    private void owe(String reference, String owner, BigDecimal amount) {
        if (amount.signum() > 0) {
            jdbc.sql("insert into trading.chain_credit (id, reference, owner, amount, currency) values (?, ?,"
                            + " ?, ?, 'BTC')")
                    .params(Ids.next(), reference, owner, amount)
                    .update();
        }
    }

    private List<Credit> unsent() {
        return jdbc.sql("""
            select id, reference, owner, amount, currency from trading.chain_credit
            where sent_at is null order by id limit 200\
            """).query(Credit.class).list();
    }

    /** Under the same id until it has arrived. */
    private void send(Credit credit) {
        credits.credit(credit);
        jdbc.sql("update trading.chain_credit set sent_at = now() where id = ?")
                .param(credit.id())
                .update();
    }

    private static BigDecimal sum(Stream<Transfer> transfers) {
        return transfers.map(Transfer::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
