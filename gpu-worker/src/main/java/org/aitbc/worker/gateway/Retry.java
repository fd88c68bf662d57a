package org.aitbc.worker.gateway;

import java.io.IOException;
import java.time.Duration;

/** Repeats a call until it is answered for good. */
public final class Retry {

    /** One try. */
    @FunctionalInterface
    public interface Call<T> {
        T make() throws IOException, InterruptedException, Refused;
    }

    private Retry() {}

    /**
     * The answer, however long the gateway is away or busy.
     *
     * @throws Refused when the gateway's answer will not change
     */
    public static <T> T until(Call<T> call, Reachability reachability) throws InterruptedException, Refused {
        Backoff backoff = new Backoff();
        while (true) {
            Duration wait = backoff.next();
            try {
                T answer = call.make();
                reachability.up();
                return answer;
            } catch (IOException e) {
                reachability.down(e);
            } catch (Refused refused) {
                if (!refused.passing()) {
                    throw refused;
                }
                reachability.down(refused);
                wait = longer(wait, refused.retryAfter());
            }
            Thread.sleep(wait);
        }
    }

    public static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
