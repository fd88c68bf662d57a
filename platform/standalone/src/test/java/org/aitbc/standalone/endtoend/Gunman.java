package org.aitbc.standalone.endtoend;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Kills services at random moments, now and then two at once, and waits until all answer again before the next shot. */
final class Gunman implements Runnable {

    private static final List<String> TARGETS = List.of("miner-service", "ai-service", "payment-service");
    private static final Duration TIME_TO_RETURN = Duration.ofSeconds(90);
    private static final int ONE_IN_FOUR = 4;

    private final SeparateServices services;
    private final Random random;
    private final Deque<String> targets;
    private final List<String> killed = new ArrayList<>();
    private volatile boolean aims;
    private volatile boolean done;

    /** @param shots how often each service is killed */
    Gunman(SeparateServices services, Random random, int shots) {
        this.services = services;
        this.random = random;
        List<String> all = TARGETS.stream()
                .flatMap(target -> Stream.generate(() -> target).limit(shots))
                .collect(Collectors.toList());
        Collections.shuffle(all, random);
        this.targets = new ArrayDeque<>(all);
    }

    /** Whether a shot is about to fall: a good time to have much under way. */
    boolean aims() {
        return aims;
    }

    boolean isDone() {
        return done;
    }

    /** What was killed, in its order. */
    List<String> killed() {
        return List.copyOf(killed);
    }

    @Override
    public void run() {
        try {
            while (!targets.isEmpty()) {
                // a random moment: nothing is waited for here
                TimeUnit.MILLISECONDS.sleep(300 + random.nextInt(1_200));
                aims = true;
                TimeUnit.MILLISECONDS.sleep(100 + random.nextInt(300));
                shoot(next());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            done = true;
        }
    }

    private Set<String> next() {
        Set<String> next = new LinkedHashSet<>();
        next.add(targets.pop());
        if (random.nextInt(ONE_IN_FOUR) == 0 && !targets.isEmpty() && !next.contains(targets.peek())) {
            next.add(targets.pop());
        }
        return next;
    }

    private void shoot(Set<String> chosen) {
        List<ProcessHandle> victims = chosen.stream().map(services::process).toList();
        victims.forEach(ProcessHandle::destroyForcibly);
        aims = false;
        killed.addAll(chosen);
        await().atMost(TIME_TO_RETURN).until(() -> victims.stream().noneMatch(ProcessHandle::isAlive));
        for (String service : chosen) {
            await(service + " to be back")
                    .atMost(TIME_TO_RETURN)
                    .ignoreExceptions()
                    .until(() -> services.isReady(service));
        }
    }
}
