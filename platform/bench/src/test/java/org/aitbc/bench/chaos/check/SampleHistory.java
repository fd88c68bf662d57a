package org.aitbc.bench.chaos.check;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.aitbc.bench.chaos.check.Books.Account;
import org.aitbc.bench.chaos.check.Books.Entry;
import org.aitbc.bench.chaos.check.Books.Head;
import org.aitbc.bench.chaos.check.Books.Hold;
import org.aitbc.bench.chaos.check.Books.Payment;
import org.aitbc.bench.chaos.check.Books.Posting;
import org.aitbc.bench.chaos.check.Rows.Earned;
import org.aitbc.bench.chaos.check.Rows.Event;
import org.aitbc.bench.chaos.check.Rows.Floor;
import org.aitbc.bench.chaos.check.Rows.IdempotencyKey;
import org.aitbc.bench.chaos.check.Rows.Job;
import org.aitbc.bench.chaos.check.Rows.LeaseEvent;
import org.aitbc.bench.chaos.check.Rows.Op;
import org.aitbc.bench.chaos.check.Rows.Outcome;
import org.aitbc.bench.chaos.check.Rows.Place;
import org.aitbc.bench.chaos.check.Rows.SpotOrder;
import org.aitbc.bench.chaos.check.Rows.Tally;
import org.aitbc.bench.chaos.check.Rows.Vote;
import org.aitbc.bench.chaos.log.History;
import org.aitbc.bench.chaos.log.History.Answer;
import org.aitbc.bench.chaos.log.History.Ballot;
import org.aitbc.bench.chaos.log.History.Death;
import org.aitbc.bench.chaos.log.History.Deposit;
import org.aitbc.bench.chaos.log.History.Grant;
import org.aitbc.bench.chaos.log.History.Order;
import org.aitbc.bench.chaos.log.History.Report;
import org.aitbc.bench.chaos.log.History.Spot;
import org.aitbc.bench.chaos.log.History.Told;
import org.aitbc.bench.chaos.log.Task;
import org.aitbc.domain.digest.Sha256;
import org.aitbc.domain.receipt.Receipts;
import org.aitbc.domain.receipt.SigningKey;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A short history in which everything is right, and whose every part can be changed: ann pays 2 for a job that bob's worker
 * does, after a worker that died; she cancels another job for 1; a third one, without a price, is done at once. Tom pays tim 2
 * USDT on an order book, and cancels the rest; two vote.
 */
final class SampleHistory {

    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final String PAID = "11";
    static final String CANCELED = "22";
    static final String FREE = "33";

    private static final JsonMapper JSON = new JsonMapper();
    private static final SigningKey KEY = SigningKey.ofSeed("07".repeat(32));

    final List<Order> orders = new ArrayList<>();
    final List<String> canceled = new ArrayList<>();
    final List<Grant> grants = new ArrayList<>();
    final List<Report> reports = new ArrayList<>();
    final List<Death> deaths = new ArrayList<>();
    final List<Deposit> deposits = new ArrayList<>();
    final List<Instant> databaseBack = new ArrayList<>();
    final List<Spot> spots = new ArrayList<>();
    final List<String> cancelledSpots = new ArrayList<>();
    final List<Ballot> ballots = new ArrayList<>();
    final List<String> unexpected = new ArrayList<>();
    final List<SpotOrder> spotOrders = new ArrayList<>();
    final List<String> placed = new ArrayList<>();
    final List<String> reserved = new ArrayList<>();
    final List<Earned> earned = new ArrayList<>();
    final List<Vote> votes = new ArrayList<>();
    final List<Tally> tallies = new ArrayList<>();
    final List<Job> jobs = new ArrayList<>();
    final List<Outcome> outcomes = new ArrayList<>();
    final List<String> queued = new ArrayList<>();
    final List<String> leased = new ArrayList<>();
    final List<LeaseEvent> leases = new ArrayList<>();
    final List<Event> outbox = new ArrayList<>();
    final Map<String, Place> offsets = new HashMap<>();
    final List<IdempotencyKey> keys = new ArrayList<>();
    final Set<String> receiptKeys = new HashSet<>(Set.of(KEY.keyId()));
    final List<Payment> payments = new ArrayList<>();
    final List<Hold> holds = new ArrayList<>();
    final List<Posting> postings = new ArrayList<>();
    final Map<String, Account> accounts = new HashMap<>();
    final List<Entry> entries = new ArrayList<>();
    private byte[] hash = {0};

    SampleHistory() {
        deposits.add(new Deposit("ann", amount("10")));
        post("deposit", "first", "@external external -10", "ann available 10");
        payJob();
        cancelJob();
        freeJob();
        trade();
        vote();
        databaseBack.add(at(1));
        offsets.put("settlement", new Place(3, 3));
    }

    private void payJob() {
        submit(PAID, amount("2"), "key-1");
        post("escrow.hold", "j" + PAID, "ann available -2", "ann escrow 2");
        Grant first = new Grant(PAID, "a1", 1, "m1");
        Grant second = new Grant(PAID, "a2", 2, "m2");
        lease(Op.INSERT, 2, first, 5);
        lease(Op.UPDATE, 4, first, 7);
        lease(Op.DELETE, 8, first, 7);
        deaths.add(new Death("m1", at(5), at(1)));
        lease(Op.INSERT, 8, second, 11);
        complete(second, 9, "2");
        post("job.settle", "p" + PAID, "ann escrow -2", "bob available 1.95", "@network fees 0.05");
        payments.add(payment(PAID, "2", "released", "2", "0.05", "0", "bob", "m2", "job.settle p" + PAID));
        holds.add(new Hold("p" + PAID, "ann escrow", amount("2"), "posted", amount("2"), "job.settle p" + PAID));
        end(PAID, "job.completed");
    }

    private void cancelJob() {
        submit(CANCELED, amount("1"), "");
        post("escrow.hold", "j" + CANCELED, "ann available -1", "ann escrow 1");
        canceled.add(CANCELED);
        outcomes.add(new Outcome(CANCELED, "CANCELED", null, 0, at(10), "CANCELED", null, null));
        post("job.settle", "p" + CANCELED, "ann escrow -1", "ann available 1");
        payments.add(payment(CANCELED, "1", "refunded", "0", "0", "1", null, null, "job.settle p" + CANCELED));
        holds.add(
                new Hold("p" + CANCELED, "ann escrow", amount("1"), "voided", amount("0"), "job.settle p" + CANCELED));
        end(CANCELED, "job.canceled");
    }

    private void freeJob() {
        submit(FREE, null, "");
        Grant grant = new Grant(FREE, "c1", 1, "m2");
        lease(Op.INSERT, 3, grant, 6);
        complete(grant, 4, "0.00002");
        end(FREE, "job.completed");
    }

    private void trade() {
        deposits.add(new Deposit("tom", "USDT", amount("5")));
        postIn("USDT", "deposit", "second", "@external external -5", "tom available 5");
        for (String name : List.of("bid", "ask")) {
            spots.add(new Spot(name.equals("bid") ? "tom" : "tim", name, "s" + name));
            spotOrders.add(new SpotOrder("s" + name, name.equals("bid") ? "tom" : "tim", name, "cancelled", 0));
            placed.add("s" + name);
        }
        cancelledSpots.add("sbid");
        postIn("USDT", "trade.fill", "BTC-USDT:2", "tom available -2", "tim available 1.9", "@network fees 0.1");
        earned.add(new Earned("tom", "USDT", amount("-2")));
        earned.add(new Earned("tim", "USDT", amount("1.9")));
    }

    private void vote() {
        ballots.add(new Ballot("p", "ann", 1));
        votes.add(new Vote("p", "ann", 1, amount("100")));
        votes.add(new Vote("p", "bob", 2, amount("50")));
        tallies.add(new Tally("p", amount("150")));
    }

    private void submit(String id, @Nullable BigDecimal amount, String key) {
        BigDecimal price = amount == null ? BigDecimal.ZERO : amount;
        orders.add(new Order("ann", List.of("tag-" + id), key, Task.QUICK, price, Answer.TAKEN, List.of(id)));
        jobs.add(new Job(id, "ann", "tag-" + id, "QUICK", amount, "AITBC", at(2)));
        if (!key.isEmpty()) {
            keys.add(new IdempotencyKey("ann", key, id));
        }
    }

    private static Payment payment(
            String job,
            String amount,
            String status,
            String released,
            String fee,
            String refunded,
            @Nullable String payee,
            @Nullable String miner,
            String settlement) {
        return new Payment(
                "p" + job,
                job,
                "ann",
                amount(amount),
                "AITBC",
                status,
                amount(released),
                amount(fee),
                amount(refunded),
                payee,
                miner,
                settlement);
    }

    void lease(Op op, int second, Grant grant, int until) {
        leases.add(new LeaseEvent(
                op, at(second), at(second), grant.job(), grant.lease(), grant.miner(), grant.attempt(), at(until)));
        if (op == Op.INSERT) {
            grants.add(grant);
        }
    }

    private void complete(Grant grant, int second, String price) {
        lease(Op.DELETE, second, grant, second + 2);
        String token = "token of " + grant.lease();
        outcomes.add(new Outcome(
                grant.job(),
                "COMPLETED",
                grant.miner(),
                grant.attempt(),
                at(second),
                null,
                amount(price),
                receipt(grant, token).toString()));
        reports.add(new Report(grant, token, Told.ACCEPTED, "r" + grant.job()));
    }

    static ObjectNode receipt(Grant grant, String token) {
        ObjectNode receipt =
                JSON.createObjectNode().put("receipt_id", "r" + grant.job()).put("job_id", grant.job());
        receipt.putObject("metadata").putObject("result").put("token", token);
        return Receipts.signed(receipt, KEY);
    }

    private void end(String job, String event) {
        outbox.add(new Event(new Place(outbox.size() + 1, outbox.size() + 1), event, job));
    }

    /** @param moves account, kind and amount each */
    void post(String kind, String reference, String... moves) {
        postIn("AITBC", kind, reference, moves);
    }

    private void postIn(String currency, String kind, String reference, String... moves) {
        String posting = kind + " " + reference;
        postings.add(new Posting(posting, kind, reference));
        for (String move : moves) {
            String[] words = move.split(" ", 3);
            String account = words[0] + " " + words[1] + (currency.equals("AITBC") ? "" : " " + currency);
            BigDecimal amount = amount(words[2]);
            Account before =
                    accounts.getOrDefault(account, new Account(account, words[0], currency, words[1], amount("0")));
            BigDecimal balance = before.balance().add(amount);
            accounts.put(account, new Account(account, words[0], currency, words[1], balance));
            entries.add(new Entry(
                    entries.size() + 1,
                    posting,
                    account,
                    amount,
                    balance,
                    START,
                    chain(posting, account, amount, balance)));
        }
    }

    private String chain(String posting, String account, BigDecimal amount, BigDecimal balance) {
        String text = (entries.size() + 1) + "|" + posting + "|" + account + "|" + amount.toPlainString() + "|"
                + balance.toPlainString() + "|" + START;
        MessageDigest sha256 = Sha256.digest();
        sha256.update(hash);
        hash = sha256.digest(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash);
    }

    static BigDecimal amount(String text) {
        return new BigDecimal(text).setScale(8);
    }

    static Instant at(int second) {
        return START.plusSeconds(second);
    }

    /** The invariants that do not hold. */
    Set<Invariant> violated() {
        History history = new History(
                orders,
                canceled,
                grants,
                reports,
                deaths,
                deposits,
                databaseBack,
                spots,
                cancelledSpots,
                ballots,
                unexpected);
        Head head = new Head(entries.size(), HexFormat.of().formatHex(hash));
        Books books = new Books(payments, holds, postings, List.copyOf(accounts.values()), entries, head);
        Map<String, String> owners = Map.of("m1", "bob", "m2", "bob");
        Floor floor = new Floor(spotOrders, placed, reserved, 0, earned, votes, tallies);
        Rows rows = new Rows(
                jobs, outcomes, queued, leased, leases, outbox, offsets, keys, owners, receiptKeys, books, floor);
        Set<Invariant> violated = EnumSet.noneOf(Invariant.class);
        for (Invariant invariant : Invariant.values()) {
            invariant.check(history, rows, _ -> violated.add(invariant));
        }
        return violated;
    }
}
