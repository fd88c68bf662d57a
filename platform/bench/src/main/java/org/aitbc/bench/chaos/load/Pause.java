package org.aitbc.bench.chaos.load;

import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Pauses: how often clients order, how long jobs last. */
public final class Pause {

    private Pause() {}

    public static void millis(long millis) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(millis);
    }

    public static void between(Random random, int least, int most) throws InterruptedException {
        millis(random.nextInt(least, most));
    }
}
