package org.aitbc.payment.audit;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.aitbc.payment.rewards.RewardAudit;
import org.aitbc.payment.staking.StakeAudit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Looks in the background whether the books are right: what is new every few seconds, everything from the first entry now
 * and then. As long as something is wrong the service says that it is not ready.
 */
@Component("audit")
public class Audit implements HealthIndicator {

    private static final Logger LOG = LoggerFactory.getLogger(Audit.class);

    private final Books books;
    private final StakeAudit stakes;
    private final RewardAudit rewards;
    private final Duration fullEvery;
    private volatile Findings found = new Findings(List.of(), null);
    private Books.Place verified = Books.Place.BEGINNING;
    private long lastFull;
    private long fullTook;
    private boolean begun;
    private volatile long completed = System.nanoTime();

    Audit(
            Books books,
            StakeAudit stakes,
            RewardAudit rewards,
            MeterRegistry meters,
            @Value("${aitbc.payments.full-audit}") Duration fullEvery) {
        this.books = books;
        this.stakes = stakes;
        this.rewards = rewards;
        this.fullEvery = fullEvery;
        Gauge.builder("aitbc.ledger.drift", this, audit -> audit.drift().size())
                .description("Flaws that the audit finds in the books")
                .register(meters);
        Gauge.builder("aitbc.ledger.full.audit.age.seconds", this, audit -> (System.nanoTime() - audit.completed) / 1e9)
                .description("Time since the last audit of all entries, or since the start")
                .register(meters);
        Gauge.builder("aitbc.ledger.audited.entries", this, audit -> audit.verified.seq())
                .description("Entries of the ledger that were audited")
                .register(meters);
    }

    /**
     * What is wrong.
     *
     * @param drift in words; empty when nothing is
     * @param complete everything up to this time was looked at, from the first entry; null where that is yet to be done
     */
    public record Findings(List<String> drift, @Nullable Instant complete) {}

    public Findings found() {
        return found;
    }

    /** What is wrong, in words; empty when nothing is. */
    public List<String> drift() {
        return found.drift();
    }

    @Scheduled(fixedDelayString = "${aitbc.payments.audit}", initialDelayString = "${aitbc.payments.audit}")
    synchronized void look() {
        boolean full = isFullDue();
        long start = System.nanoTime();
        Instant asOf = Instant.now();
        try {
            found = new Findings(look(full), full ? asOf : found.complete());
            if (full) {
                completed = System.nanoTime();
            }
        } catch (DataAccessException | TransactionException e) {
            LOG.warn("{} audit put off: {}", full ? "full" : "short", e.getMessage());
        }
        if (full) {
            // also one that failed: what is new must be looked at meanwhile
            begun = true;
            lastFull = System.nanoTime();
            fullTook = lastFull - start;
        }
    }

    /** While something is wrong all is looked at more often, but never for most of the time. */
    private boolean isFullDue() {
        long since = System.nanoTime() - lastFull;
        return !begun || since > fullEvery.toNanos() || (!drift().isEmpty() && since > fullTook * 10);
    }

    private List<String> look(boolean full) {
        List<String> wrong = new ArrayList<>(full ? List.of() : drift());
        Books.Place place = books.check(full ? Books.Place.BEGINNING : verified, full, wrong::add);
        wrong.addAll(stakes.drift());
        if (full) {
            wrong.addAll(rewards.drift());
        }
        if (wrong.isEmpty()) {
            verified = place;
        } else {
            LOG.error("the books are wrong: {}", wrong);
        }
        return wrong.stream().distinct().toList();
    }

    @Override
    public Health health() {
        List<String> wrong = drift();
        return wrong.isEmpty()
                ? Health.up().build()
                : Health.down().withDetail("findings", wrong.size()).build();
    }
}
