package org.aitbc.bench.chaos.fault;

import java.util.List;
import java.util.Random;
import org.aitbc.bench.chaos.load.Pause;
import org.aitbc.bench.chaos.proxy.Proxies.Line;

/** What networks do. */
final class NetworkFaults {

    private NetworkFaults() {}

    static String delay(Arena arena, Random random) throws InterruptedException {
        Line line = any(arena, random);
        int millis = random.nextInt(20, 200);
        line.delay(millis);
        Pause.between(random, 1_000, 3_000);
        line.heal();
        return line.name() + " by " + millis + " ms";
    }

    static String cut(Arena arena, Random random) {
        Line line = any(arena, random);
        int connections = line.connections();
        line.cut();
        return line.name() + ", " + connections + " connections";
    }

    static String refuse(Arena arena, Random random) throws InterruptedException {
        Line line = any(arena, random);
        line.refuse();
        line.cut();
        Pause.between(random, 500, 2_500);
        line.heal();
        return line.name();
    }

    static String silence(Arena arena, Random random) throws InterruptedException {
        Line line = any(arena, random);
        line.silence();
        Pause.between(random, 1_000, 3_500 * arena.scale());
        line.heal();
        return line.name();
    }

    static String loseRepliesOfServices(Arena arena, Random random) throws InterruptedException {
        return loseReplies(arena.stage().lines().toServices(), random, 40);
    }

    static String loseRepliesOfDatabase(Arena arena, Random random) throws InterruptedException {
        return loseReplies(arena.stage().lines().toDatabase(), random, 4);
    }

    private static String loseReplies(List<Line> lines, Random random, int most) throws InterruptedException {
        Line line = lines.get(random.nextInt(lines.size()));
        int before = line.lost();
        line.loseReplies(random.nextInt(1, most + 1));
        Pause.between(random, 300, 1_500);
        line.heal();
        return line.name() + ", " + (line.lost() - before) + " lost";
    }

    private static Line any(Arena arena, Random random) {
        List<Line> all = arena.stage().lines().all();
        return all.get(random.nextInt(all.size()));
    }
}
