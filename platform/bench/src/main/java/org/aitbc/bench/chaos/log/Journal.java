package org.aitbc.bench.chaos.log;

import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/** Where clients and workers write down what they did and were told. */
public final class Journal {

    private final Queue<Order> orders = new ConcurrentLinkedQueue<>();
    private final Queue<String> canceled = new ConcurrentLinkedQueue<>();
    private final Queue<Grant> grants = new ConcurrentLinkedQueue<>();
    private final Queue<Report> reports = new ConcurrentLinkedQueue<>();
    private final Queue<Death> deaths = new ConcurrentLinkedQueue<>();
    private final Queue<Deposit> deposits = new ConcurrentLinkedQueue<>();
    private final Queue<Instant> databaseBack = new ConcurrentLinkedQueue<>();
    private final Queue<String> odd = new ConcurrentLinkedQueue<>();
    private final LongAdder taken = new LongAdder();

    public void add(Order order) {
        orders.add(order);
        taken.add(order.jobs().size());
    }

    public void canceled(String job) {
        canceled.add(job);
    }

    public void add(Grant grant) {
        grants.add(grant);
    }

    public void add(Report report) {
        reports.add(report);
    }

    public void add(Death death) {
        deaths.add(death);
    }

    public void add(Deposit deposit) {
        deposits.add(deposit);
    }

    public void databaseBack(Instant at) {
        databaseBack.add(at);
    }

    public void odd(String answer) {
        odd.add(answer);
    }

    /** How many jobs clients know to be taken. */
    public long taken() {
        return taken.sum();
    }

    /** The results that were accepted, of now. */
    public List<Report> reports() {
        return List.copyOf(reports);
    }

    public Seen seen() {
        return new Seen(
                List.copyOf(orders),
                List.copyOf(canceled),
                List.copyOf(grants),
                List.copyOf(reports),
                List.copyOf(deaths),
                List.copyOf(deposits),
                List.copyOf(databaseBack),
                List.copyOf(odd));
    }
}
