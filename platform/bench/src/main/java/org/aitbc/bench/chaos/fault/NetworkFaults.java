package org.aitbc.bench.chaos.fault;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.aitbc.bench.chaos.environment.FaultProxy;
import org.aitbc.bench.chaos.load.Pause;

/** Faults of the network. */
final class NetworkFaults {

    private NetworkFaults() {}

    static String delay(Arena arena, Random random) throws InterruptedException {
        FaultProxy proxy = any(arena.environment().network().all(), random);
        Duration delay = Duration.ofMillis(random.nextInt(20, 200));
        proxy.delay(delay);
        Pause.between(random, 1_000, 3_000);
        proxy.heal();
        return proxy.name() + " by " + delay.toMillis() + " ms";
    }

    static String cut(Arena arena, Random random) {
        FaultProxy proxy = any(arena.environment().network().all(), random);
        int connections = proxy.connections();
        proxy.cut();
        return proxy.name() + ", " + connections + " connections";
    }

    static String refuse(Arena arena, Random random) throws InterruptedException {
        FaultProxy proxy = any(arena.environment().network().all(), random);
        proxy.refuse();
        proxy.cut();
        Pause.between(random, 500, 2_500);
        proxy.heal();
        return proxy.name();
    }

    static String silence(Arena arena, Random random) throws InterruptedException {
        FaultProxy proxy = any(arena.environment().network().all(), random);
        proxy.silence();
        Pause.between(random, 1_000, 3_500);
        proxy.heal();
        return proxy.name();
    }

    static String loseRepliesOfServices(Arena arena, Random random) throws InterruptedException {
        return loseReplies(any(arena.environment().network().toServices(), random), random, 40);
    }

    static String loseRepliesOfDatabase(Arena arena, Random random) throws InterruptedException {
        return loseReplies(any(arena.environment().network().toDatabase(), random), random, 4);
    }

    private static String loseReplies(FaultProxy proxy, Random random, int most) throws InterruptedException {
        int before = proxy.lost();
        proxy.loseReplies(random.nextInt(1, most + 1));
        Pause.between(random, 300, 1_500);
        proxy.heal();
        return proxy.name() + ", " + (proxy.lost() - before) + " lost";
    }

    private static FaultProxy any(List<FaultProxy> proxies, Random random) {
        return proxies.get(random.nextInt(proxies.size()));
    }
}
