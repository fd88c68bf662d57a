package org.aitbc.bench.chaos.check;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.aitbc.bench.chaos.check.Books.Hold;
import org.aitbc.bench.chaos.check.Books.Payment;
import org.aitbc.bench.chaos.check.Books.Posting;
import org.aitbc.bench.chaos.check.Rows.Job;
import org.aitbc.bench.chaos.check.Rows.Outcome;

/** How each job's payment was settled. */
final class PaymentChecks {

    private static final BigDecimal FEE = new BigDecimal("0.025");
    private static final int DECIMALS = 8;

    private PaymentChecks() {}

    /** A job that names a price has one payment, of that price and by its client; each payment has a job. */
    static void heldOnce(Rows rows, Consumer<String> wrong) {
        Map<String, List<Payment>> payments =
                rows.books().payments().stream().collect(Collectors.groupingBy(Payment::job));
        Map<String, Job> jobs = byId(rows.jobs(), Job::id);
        for (Job job : rows.jobs()) {
            List<Payment> paid = payments.getOrDefault(job.id(), List.of());
            if (paid.size() > 1 || (job.amount() != null && (paid.isEmpty() || !pays(paid.getFirst(), job)))) {
                wrong.accept(job + " is paid with " + paid);
            }
        }
        rows.books().payments().stream()
                .filter(payment -> !jobs.containsKey(payment.job()))
                .forEach(payment -> wrong.accept("no job has " + payment));
    }

    private static boolean pays(Payment payment, Job job) {
        return payment.amount().compareTo(Objects.requireNonNull(job.amount())) == 0
                && payment.currency().equals(job.currency())
                && payment.payer().equals(job.client());
    }

    /** Completed, or canceled after some work: the price to the miner's owner less the fee, the rest back. Else all of it back. */
    static void settledAsEnded(Rows rows, Consumer<String> wrong) {
        Map<String, Outcome> outcomes = byId(rows.outcomes(), Outcome::job);
        Map<String, Hold> holds = byId(rows.books().holds(), Hold::id);
        for (Payment payment : rows.books().payments()) {
            Outcome outcome = outcomes.get(payment.job());
            Hold hold = holds.get(payment.id());
            boolean right = outcome != null
                    && hold != null
                    && addsUp(payment)
                    && agrees(hold, payment)
                    && ((outcome.state().equals("COMPLETED") || isCanceledAfterWork(outcome))
                            ? isReleased(payment, outcome, rows.owners())
                            : isRefunded(payment));
            if (!right) {
                wrong.accept(payment + " with " + hold + " of a job that ended as " + outcome);
            }
        }
    }

    private static boolean isCanceledAfterWork(Outcome outcome) {
        BigDecimal price = outcome.price();
        return outcome.state().equals("CANCELED") && price != null && price.signum() > 0;
    }

    private static boolean addsUp(Payment payment) {
        BigDecimal fee = payment.released().multiply(FEE).setScale(DECIMALS, RoundingMode.DOWN);
        return payment.released().add(payment.refunded()).compareTo(payment.amount()) == 0
                && payment.fee().compareTo(fee) == 0;
    }

    private static boolean agrees(Hold hold, Payment payment) {
        return hold.amount().compareTo(payment.amount()) == 0
                && hold.posted().compareTo(payment.released()) == 0
                && Objects.equals(hold.resolvedBy(), payment.settlement());
    }

    private static boolean isReleased(Payment payment, Outcome outcome, Map<String, String> owners) {
        return outcome.price() != null
                && payment.status().equals("released")
                && Objects.equals(payment.miner(), outcome.miner())
                && Objects.equals(payment.payee(), owners.get(String.valueOf(outcome.miner())))
                && payment.released().compareTo(outcome.price().min(payment.amount())) == 0;
    }

    private static boolean isRefunded(Payment payment) {
        return payment.status().equals("refunded")
                && payment.payee() == null
                && payment.released().signum() == 0;
    }

    /** A hold is decided about once; one without a payment was given back. */
    static void decidedOnce(Rows rows, Consumer<String> wrong) {
        Map<String, List<Posting>> decisions = rows.books().postings().stream()
                .filter(posting -> !posting.kind().equals("escrow.hold"))
                .collect(Collectors.groupingBy(Posting::reference));
        Map<String, Payment> payments = byId(rows.books().payments(), Payment::id);
        for (Hold hold : rows.books().holds()) {
            List<String> by = decisions.getOrDefault(hold.id().replace("-", ""), List.of()).stream()
                    .map(Posting::id)
                    .toList();
            if (hold.resolvedBy() == null || !by.equals(List.of(hold.resolvedBy()))) {
                wrong.accept(hold + " was decided about by " + by);
            }
            if (!payments.containsKey(hold.id())
                    && (!hold.state().equals("voided") || hold.posted().signum() != 0)) {
                wrong.accept("no payment has " + hold);
            }
        }
    }

    private static <T> Map<String, T> byId(List<T> all, Function<T, String> id) {
        return all.stream().collect(Collectors.toMap(id, one -> one, (a, _) -> a));
    }
}
