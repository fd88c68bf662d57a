package org.aitbc.payment.webhooks;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Claims what is due and attempts it, each in a thread of its own; an endpoint has a few at once, so none holds up others. */
@Component
class Dispatcher implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(5);

    private final Claims claims;
    private final Attempts attempts;
    private final WebhookSettings settings;
    private final Map<UUID, Integer> running = new ConcurrentHashMap<>();
    private final Semaphore ended = new Semaphore(0);
    private ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean open;

    Dispatcher(Claims claims, Attempts attempts, WebhookSettings settings) {
        this.claims = claims;
        this.attempts = attempts;
        this.settings = settings;
    }

    @Override
    public void start() {
        open = true;
        threads = Executors.newVirtualThreadPerTaskExecutor();
        threads.execute(this::loop);
    }

    /** What is not answered by then is sent again when its lease has lapsed. */
    @Override
    public void stop() {
        open = false;
        ended.release();
        threads.shutdown();
        try {
            if (!threads.awaitTermination(LAST_ANSWERS.toSeconds(), TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return open;
    }

    private void loop() {
        while (open) {
            try {
                if (!startDue()) {
                    await(settings.poll());
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.warn("webhooks put off: {}", e.getMessage());
                pause();
            }
        }
    }

    private boolean startDue() {
        int inFlight = running.values().stream().mapToInt(Integer::intValue).sum();
        if (inFlight >= settings.mostInFlight()) {
            return false;
        }
        List<Claim> due = claims.take(settings.mostInFlight() - inFlight, running);
        due.forEach(claim -> {
            running.merge(claim.webhook(), 1, Integer::sum);
            threads.execute(() -> attempt(claim));
        });
        return !due.isEmpty();
    }

    private void attempt(Claim claim) {
        try {
            attempts.make(claim);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warn("what became of {} is not written, so it will be sent again", claim.messageId(), e);
        } finally {
            running.computeIfPresent(claim.webhook(), (_, attempts) -> attempts == 1 ? null : attempts - 1);
            ended.release();
        }
    }

    /** Until the next look, or until an attempt has ended: its endpoint may have more. */
    private void await(Duration time) throws InterruptedException {
        if (ended.tryAcquire(time.toMillis(), TimeUnit.MILLISECONDS)) {
            ended.drainPermits();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(AFTER_FAILURE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
