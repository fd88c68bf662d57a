package org.aitbc.payment.escrow;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.aitbc.domain.error.DomainException;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.identity.Role;
import org.aitbc.domain.payment.Currency;
import org.aitbc.payment.QuietPayments;
import org.aitbc.payment.escrow.HoldOrder.Wanted;
import org.aitbc.payment.escrow.Settlement.Part;
import org.aitbc.payment.ledger.Account;
import org.aitbc.payment.ledger.LedgerWriter;
import org.aitbc.payment.ledger.Posting;
import org.aitbc.payment.ledger.Posting.Transfer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** In whatever order payer, miner, admin and time act: each payment ends, each deposit is the winner's, and no money is lost or made. */
class DisputePropertyTests {

    private static final class Service {

        static final ConfigurableApplicationContext CONTEXT = QuietPayments.CONTEXT;
        static final JdbcClient JDBC = CONTEXT.getBean(JdbcClient.class);
        static final LedgerWriter LEDGER = CONTEXT.getBean(LedgerWriter.class);
        static final Escrows ESCROWS = CONTEXT.getBean(Escrows.class);
        static final Decisions DECISIONS = CONTEXT.getBean(Decisions.class);
        static final Settlements SETTLEMENTS = CONTEXT.getBean(Settlements.class);
        static final EscrowSweep SWEEP = CONTEXT.getBean(EscrowSweep.class);
        static final TransactionTemplate TRANSACTIONS = CONTEXT.getBean(TransactionTemplate.class);
    }

    /** What can happen to a payment. */
    enum Step {
        RESULT,
        FAIL,
        CANCEL,
        PAYER_DISPUTES,
        PAYER_HAS_IT_RUN_AGAIN,
        PAYER_DISPUTES_THE_RUN,
        PAYER_TAKES_THE_RUNS_MONEY_BACK,
        MINER_DISPUTES,
        ADMIN_DISPUTES,
        RELEASE,
        REFUND,
        RESOLVE_NOTHING,
        RESOLVE_A_PART,
        RESOLVE_ALL,
        CONFIRMED,
        REFUTED,
        UNDECIDED,
        READ,
        PASS_TIME,
        SWEEP
    }

    /**
     * @param window null for what the price suggests
     * @param judged whether runs are judged at all
     */
    record Course(
            BigDecimal price,
            boolean fixed,
            @Nullable Integer window,
            List<Step> steps,
            boolean again,
            boolean judged) {}

    @Provide
    Arbitrary<Course> courses() {
        return Combinators.combine(
                        Arbitraries.bigDecimals()
                                .between(new BigDecimal("0.01"), new BigDecimal("30"))
                                .ofScale(8),
                        Arbitraries.of(true, false),
                        Arbitraries.<@Nullable Integer>of(0, 3600).injectNull(0.3),
                        Arbitraries.of(Step.class).list().ofMinSize(1).ofMaxSize(12),
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false))
                .as(Course::new);
    }

    @Property(tries = 150, shrinking = ShrinkingMode.BOUNDED)
    void everyPaymentEndsAndTheDepositIsTheWinners(@ForAll("courses") Course course) {
        World world = new World(course);
        for (Step step : course.steps()) {
            world.take(step);
            if (course.again()) {
                world.take(step);
            }
        }
        world.end();
        world.requireAllSettled();
        world.requireRightDeposit();
        world.requireConserved();
    }

    private static final class World {

        final Course course;
        final String client = someone("payer");
        final String operator = someone("operator");
        final String other = someone("other");
        final String third = someone("third");
        final List<String> everybody = List.of(client, operator, other, third);
        final String miner = miner(operator);
        final UUID job = Ids.next();
        final UUID payment;
        /** Who decided: true where the payee was right. */
        @Nullable
        Boolean decidedByPeople;

        World(Course course) {
            this.course = course;
            fund(client, "100");
            fund(operator, "10");
            payment = Service.ESCROWS
                    .hold(new HoldOrder(
                            client,
                            List.of(new Wanted(Ids.next(), job, course.price(), Currency.AITBC, "test", 90_000))))
                    .getFirst();
            insertJob(job, client);
        }

        void take(Step step) {
            switch (step) {
                case RESULT -> finish(job, "COMPLETED", miner, course.price().multiply(new BigDecimal("0.5")));
                case FAIL -> finish(job, "FAILED", miner, null);
                case CANCEL -> cancel();
                case PAYER_DISPUTES -> attempt(() -> Service.DECISIONS.dispute(caller(client), payment, "x", false));
                case PAYER_HAS_IT_RUN_AGAIN ->
                    attempt(() -> Service.DECISIONS.dispute(caller(client), payment, "x", true));
                case PAYER_DISPUTES_THE_RUN ->
                    runPayment()
                            .ifPresent(run -> attempt(() -> Service.DECISIONS.dispute(caller(client), run, "x", true)));
                case PAYER_TAKES_THE_RUNS_MONEY_BACK ->
                    runPayment().ifPresent(run -> attempt(() -> Service.DECISIONS.refund(caller(client), run, "x")));
                case MINER_DISPUTES -> attempt(() -> Service.DECISIONS.dispute(caller(operator), payment, "x", false));
                case ADMIN_DISPUTES -> attempt(() -> Service.DECISIONS.dispute(root(), payment, "x", false));
                case RELEASE -> {
                    boolean disputed = status(payment).equals("disputed");
                    if (attempt(() -> Service.DECISIONS.release(caller(client), payment, null, "x")) && disputed) {
                        decidedByPeople = true;
                    }
                }
                case REFUND -> attempt(() -> Service.DECISIONS.refund(caller(client), payment, "x"));
                case RESOLVE_NOTHING -> resolve(BigDecimal.ZERO);
                case RESOLVE_A_PART -> resolve(course.price().multiply(new BigDecimal("0.25")));
                case RESOLVE_ALL -> resolve(course.price());
                case CONFIRMED -> judge("agreed", "agreed", false);
                case REFUTED -> judge("disagreed", "agreed", true);
                case UNDECIDED -> judge("undecided", "undecided", false);
                case READ -> read();
                case PASS_TIME -> passTime();
                case SWEEP -> Service.SWEEP.sweep();
            }
        }

        /** As services and time end all that is open. */
        void end() {
            finish(job, "EXPIRED", null, null);
            judge("unchecked", "unused", false);
            read();
            passTime();
            Service.SWEEP.sweep();
        }

        void requireAllSettled() {
            assertThat(Service.JDBC
                            .sql("select status from core.payment where payer = ?")
                            .param(client)
                            .query(String.class)
                            .list())
                    .isNotEmpty()
                    .allMatch(status -> status.equals("released") || status.equals("refunded"));
            assertThat(sum("kind = 'escrow'")).isEqualByComparingTo("0");
        }

        void requireConserved() {
            BigDecimal fees = Service.JDBC
                    .sql("select sum(fee) from core.payment where payer = ?")
                    .param(client)
                    .query(BigDecimal.class)
                    .single();
            assertThat(sum("true").add(fees)).isEqualByComparingTo("110");
        }

        /** The deposit is the disputant's or the other side's, as documented. */
        void requireRightDeposit() {
            Optional<Deposit> dispute =
                    Service.JDBC.sql("""
                            select d.by_payer, d.disputant, d.amount, d.decided_at is not null as decided, p.released, p.payee,
                              coalesce(r.verdict = 'disagreed', false) as refuted,
                              (select a.owner from payment.hold h join payment.entry e on e.posting = h.resolved_by and e.amount > 0
                               join payment.account a on a.id = e.account where h.id = d.deposit) as owner
                            from payment.dispute d join core.payment p on p.id = d.payment
                            left join core.assurance_run r on r.run_id = p.job_id where d.payment = ?""").param(payment).query(Deposit.class).optional();
            dispute.ifPresent(found -> {
                assertThat(found.decided()).isTrue();
                boolean payeeWins = decidedByPeople != null
                        ? decidedByPeople
                        : found.byPayer()
                                && !found.refuted()
                                && found.released().signum() > 0;
                String winner = payeeWins ? found.payee() : client;
                String owner = payeeWins == found.byPayer() && winner != null ? winner : found.disputant();
                assertThat(found.owner()).isEqualTo(found.amount() == null ? null : owner);
            });
        }

        record Deposit(
                boolean byPayer,
                String disputant,
                @Nullable BigDecimal amount,
                boolean decided,
                BigDecimal released,
                @Nullable String payee,
                boolean refuted,
                @Nullable String owner) {}

        private void resolve(BigDecimal amount) {
            BigDecimal exact = amount.setScale(8, RoundingMode.DOWN);
            BigDecimal without = Service.TRANSACTIONS.execute(
                    _ -> Settlement.sum(Service.SETTLEMENTS.dueByTheEnd(payment()), Part::due));
            boolean byPayer = Service.JDBC
                    .sql("select exists (select from payment.dispute where payment = ? and by_payer)")
                    .param(payment)
                    .query(Boolean.class)
                    .single();
            if (attempt(() -> Service.DECISIONS.resolve(payment, exact, "x"))) {
                int change = exact.compareTo(without);
                decidedByPeople = exact.signum() > 0 && (change > 0 || (change == 0 && byPayer));
            }
        }

        private Payment payment() {
            return Service.CONTEXT.getBean(Payments.class).lock(payment);
        }

        private Optional<UUID> runPayment() {
            return Service.JDBC
                    .sql(
                            "select p.id from payment.dispute d join core.payment p on p.job_id = d.run where d.payment = ?")
                    .param(payment)
                    .query(UUID.class)
                    .optional();
        }

        private void cancel() {
            if (finish(job, "CANCELED", null, null) == 1) {
                Service.JDBC.sql("""
                                insert into core.checkpoint (job_id, miner_id, attempt, share, started_at)
                                values (?, ?, 1, 0.5, now() - interval '10 s')""").params(job, miner).update();
            }
        }

        /** As ai-service judges the runs of a dispute, once the first has ended. */
        private void judge(String first, String second, boolean refuted) {
            if (!course.judged()) {
                return;
            }
            Optional<UUID> run = Service.JDBC
                    .sql("""
                            select run from payment.dispute d where payment = :id and run is not null
                              and not exists (select from core.assurance_run where run_id = d.run)
                              and exists (select from core.payment where job_id = d.run and status = 'escrowed')
                              and exists (select from core.outcome where job_id = :job and (state = 'COMPLETED' or :unused))""")
                    .param("id", payment)
                    .param("job", job)
                    .param("unused", second.equals("unused"))
                    .query(UUID.class)
                    .optional();
            run.ifPresent(id -> {
                insertJob(id, "aitbc:assurance");
                boolean unused = second.equals("unused");
                finish(id, unused ? "CANCELED" : "COMPLETED", unused ? null : miner(other), course.price());
                UUID last = Ids.next();
                if (refuted) {
                    insertJob(last, "aitbc:assurance");
                    finish(last, "COMPLETED", miner(third), course.price());
                }
                insertRun(job, 1, first, refuted ? last : null);
                insertRun(id, 2, second, null);
            });
        }

        private void insertRun(UUID run, int number, String verdict, @Nullable UUID payee) {
            Service.JDBC
                    .sql("""
                            insert into core.assurance_run (run_id, job_id, number, verdict, payee_run, judged_at)
                            values (:run, :job, :number, :verdict, :payee, now())""")
                    .param("run", run)
                    .param("job", job)
                    .param("number", number)
                    .param("verdict", verdict)
                    .param("payee", payee)
                    .update();
        }

        private void read() {
            List<UUID> jobs = Service.JDBC
                    .sql("select job_id from core.payment where payer = ?")
                    .param(client)
                    .query(UUID.class)
                    .list();
            Service.TRANSACTIONS.executeWithoutResult(_ -> {
                Service.SETTLEMENTS.settleEnded(jobs);
                Service.SETTLEMENTS.settleDisputed(jobs);
            });
        }

        private void passTime() {
            for (String sql : List.of(
                    "update core.outcome set ended_at = ended_at - interval '2 days' where job_id = :job",
                    "update core.assurance_run set judged_at = judged_at - interval '2 days' where run_id = :job",
                    "update core.payment set expires_at = expires_at - interval '2 days' where job_id = :job",
                    "update payment.dispute set opened_at = opened_at - interval '2 days' where payment = (select id from core.payment where job_id = :job)")) {
                Service.JDBC.sql(sql).param("job", job).update();
            }
        }

        private void insertJob(UUID id, String owner) {
            Service.JDBC
                    .sql("""
                            insert into core.job (id, client, class, payload, expires_at, payment_amount, payment_currency, dispute_window)
                            values (:id, :owner, 0, '{}', now() + interval '900 s', :amount, 'AITBC', :window)""")
                    .param("id", id)
                    .param("owner", owner)
                    .param("amount", course.fixed() ? course.price() : null)
                    .param("window", course.window())
                    .update();
        }

        private int finish(UUID id, String state, @Nullable String by, @Nullable BigDecimal price) {
            boolean completed = state.equals("COMPLETED");
            return Service.JDBC
                    .sql("""
                            insert into core.outcome (job_id, state, miner_id, attempt, price, receipt_id, receipt)
                            values (:job, :state, :miner, 1, :price, :receipt, case when :completed then '{}'::json end)
                            on conflict do nothing""")
                    .param("job", id)
                    .param("state", state)
                    .param("miner", by)
                    .param("price", completed ? price : null)
                    .param("receipt", completed ? Ids.next() : null)
                    .param("completed", completed)
                    .update();
        }

        private String status(UUID id) {
            return Service.JDBC
                    .sql("select status from core.payment where id = ?")
                    .param(id)
                    .query(String.class)
                    .single();
        }

        private BigDecimal sum(String where) {
            return Service.JDBC
                    .sql("select coalesce(sum(balance), 0) from payment.account where owner in (:people) and " + where)
                    .param("people", everybody)
                    .query(BigDecimal.class)
                    .single();
        }

        /** Whether it was not refused; what is refused changes nothing. */
        private static boolean attempt(Runnable decision) {
            try {
                Service.TRANSACTIONS.executeWithoutResult(_ -> decision.run());
                return true;
            } catch (DomainException refused) {
                return false;
            }
        }
    }

    private static Caller caller(String who) {
        return new Caller(who, Role.CLIENT, Caller.DEFAULT_TENANT);
    }

    private static Caller root() {
        return new Caller("root", Role.ADMIN, Caller.DEFAULT_TENANT);
    }

    private static String someone(String kind) {
        return kind + "-" + Ids.text(Ids.next());
    }

    private static String miner(String owner) {
        String miner = someone("miner");
        Service.JDBC
                .sql("insert into core.miner (id, owner, capabilities, concurrency) values (?, ?, '{}', 1)")
                .params(miner, owner)
                .update();
        return miner;
    }

    private static void fund(String principal, String amount) {
        Service.LEDGER.post(Posting.of(
                Ids.next(),
                "deposit",
                "test",
                new Transfer(
                        Account.external(Currency.AITBC),
                        Account.available(principal, Currency.AITBC),
                        new BigDecimal(amount))));
    }
}
