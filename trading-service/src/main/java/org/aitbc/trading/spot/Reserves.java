package org.aitbc.trading.spot;

import java.util.*;
import java.util.concurrent.*;
import org.aitbc.domain.error.*;
import org.aitbc.domain.payment.TradeLedger;
import org.aitbc.domain.payment.TradeLedger.*;
import org.jspecify.annotations.Nullable;
import org.slf4j.*;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Reserves money of orders: those that come while one call is under way share the next. */
@Component
class Reserves implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(Reserves.class);
    private static final int CALLS_AT_ONCE = 2;
    private static final int MOST_WAITING = 5_000;
    private static final long ANSWER_WITHIN_SECONDS = 20;

    private record Waiting(Reserve reserve, CompletableFuture<@Nullable Refusal> answer) {}

    private final TradeLedger ledger;
    private final LinkedBlockingQueue<Waiting> queue = new LinkedBlockingQueue<>(MOST_WAITING);
    private final List<Thread> callers = new ArrayList<>();

    Reserves(TradeLedger ledger) {
        this.ledger = ledger;
        for (int i = 0; i < CALLS_AT_ONCE; i++) {
            callers.add(Thread.ofVirtual().name("reserves-" + i).start(this::loop));
        }
    }

    /**
     * Reserves money.
     *
     * @throws PaymentRequired when too little is available
     * @throws Unavailable when payment-service cannot be reached; whether money is reserved is unknown
     */
    void reserve(Reserve reserve) {
        Waiting waiting = new Waiting(reserve, new CompletableFuture<>());
        if (!queue.offer(waiting)) {
            throw new Unavailable("OVERLOADED", "too many orders are waiting; try again in a moment");
        }
        try {
            Refusal refusal = waiting.answer()
                    .completeOnTimeout(
                            new Refusal("SERVICE_UNAVAILABLE", "payments cannot be reached at the moment"),
                            ANSWER_WITHIN_SECONDS,
                            TimeUnit.SECONDS)
                    .join();
            if (refusal != null) {
                throw refused(refusal);
            }
        } catch (CompletionException e) {
            throw e.getCause() instanceof DomainException fact ? fact : e;
        }
    }

    @Override
    public void destroy() {
        callers.forEach(Thread::interrupt);
    }

    private static DomainException refused(Refusal refusal) {
        return switch (refusal.code()) {
            case "INSUFFICIENT_FUNDS", "SPEND_LIMIT_EXCEEDED" -> new PaymentRequired(refusal.code(), refusal.detail());
            case "SERVICE_UNAVAILABLE" -> new Unavailable(refusal.code(), refusal.detail());
            default -> new Conflict(refusal.code(), refusal.detail());
        };
    }

    private void loop() {
        List<Waiting> batch = new ArrayList<>();
        while (!Thread.currentThread().isInterrupted()) {
            try {
                batch.add(queue.take());
                queue.drainTo(batch, TradeLedger.MOST - 1);
                List<@Nullable Refusal> refusals = ledger.reserve(new TradeLedger.Reserves(
                                batch.stream().map(Waiting::reserve).toList()))
                        .refusals();
                for (int i = 0; i < batch.size(); i++) {
                    batch.get(i).answer().complete(refusals.get(i));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                if (!(e instanceof DomainException)) {
                    LOG.error("reserving failed", e);
                }
                batch.forEach(one -> one.answer().completeExceptionally(e));
            }
            batch.clear();
        }
    }
}
