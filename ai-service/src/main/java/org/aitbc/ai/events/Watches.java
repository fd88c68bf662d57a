package org.aitbc.ai.events;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.aitbc.domain.error.Unavailable;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.job.JobView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Polls all subscribed jobs with one query, five times a second; none without subscribers. */
@Component
class Watches implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Watches.class);
    private static final Duration EVERY = Duration.ofMillis(200);
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(15);
    private static final int MOST = 5_000;

    private final JdbcClient jdbc;
    private final Map<UUID, List<Watch>> watched = new ConcurrentHashMap<>();
    private volatile boolean running;

    Watches(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Sends what the job is now, and then each change until it has ended. */
    SseEmitter watch(JobView job) {
        if (watched.size() >= MOST) {
            throw new Unavailable("TOO_MANY_WATCHES", "too many jobs are being watched; ask for the job instead");
        }
        UUID id = Ids.parse(job.jobId());
        SseEmitter emitter = new SseEmitter(0L);
        Watch watch = new Watch(emitter, self -> forget(id, self));
        emitter.onCompletion(() -> forget(id, watch));
        emitter.onError(_ -> forget(id, watch));
        if (watch.begin(job)) {
            watched.compute(id, (_, watches) -> {
                List<Watch> with = watches == null ? new CopyOnWriteArrayList<>() : watches;
                with.add(watch);
                return with;
            });
        }
        return emitter;
    }

    @Override
    public void start() {
        running = true;
        Thread.ofVirtual().name("job-watches").start(this::loop);
    }

    @Override
    public void stop() {
        running = false;
        watched.values().forEach(watches -> watches.forEach(Watch::end));
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before the web server, whose graceful stop would wait for the streams. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }

    private void loop() {
        long nextSign = System.nanoTime();
        while (running) {
            try {
                Thread.sleep(EVERY);
                boolean sign = System.nanoTime() - nextSign > 0;
                if (!watched.isEmpty()) {
                    look(sign);
                }
                if (sign) {
                    nextSign = System.nanoTime() + SIGN_OF_LIFE.toNanos();
                }
            } catch (InterruptedException e) {
                return;
            } catch (DataAccessException e) {
                LOG.debug("not watching for a moment: {}", e.getMessage());
            }
        }
    }

    private void look(boolean sign) {
        jdbc.sql(JobView.SELECT + "where id = any(:ids)")
                .param("ids", watched.keySet().toArray(UUID[]::new))
                .query(JobView::of)
                .list()
                .forEach(job -> {
                    for (Watch watch : watched.getOrDefault(Ids.parse(job.jobId()), List.of())) {
                        watch.offer(job);
                        if (sign) {
                            watch.giveSign();
                        }
                    }
                });
    }

    private void forget(UUID id, Watch watch) {
        watched.computeIfPresent(id, (_, watches) -> {
            watches.remove(watch);
            return watches.isEmpty() ? null : watches;
        });
    }
}
