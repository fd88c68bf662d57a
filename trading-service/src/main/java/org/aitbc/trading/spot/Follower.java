package org.aitbc.trading.spot;

import java.io.IOException;
import org.aitbc.trading.matching.Replay.*;
import org.aitbc.trading.spot.Tape.*;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** One subscriber of a market's feed, with a thread and a place of its own: who reads slowly delays no other. */
final class Follower implements Runnable {

    private static final long SIGN_OF_LIFE_MILLIS = 15_000;

    private final Tape tape;
    private final SseEmitter emitter;
    private @Nullable Long after;

    Follower(Tape tape, SseEmitter emitter, @Nullable Long after) {
        this.tape = tape;
        this.emitter = emitter;
        this.after = after;
    }

    @Override
    public void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                News news = tape.await(after, SIGN_OF_LIFE_MILLIS);
                Snapshot snapshot = news.snapshot();
                if (snapshot != null) {
                    after = snapshot.seq();
                    send("snapshot", snapshot.seq(), snapshot);
                }
                for (Change change : news.changes()) {
                    send(change);
                }
                if (snapshot == null && news.changes().isEmpty()) {
                    emitter.send(SseEmitter.event().comment("still here"));
                }
            }
            emitter.complete();
        } catch (InterruptedException stopped) {
            emitter.complete();
        } catch (IOException | RuntimeException gone) {
            // where the reader has not left, it asks again
            emitter.completeWithError(gone);
        }
    }

    /** Only the last event of a change has its number: what was cut in between is sent again. */
    private void send(Change change) throws IOException {
        for (Print trade : change.trades()) {
            emitter.send(SseEmitter.event().name("trade").data(trade, MediaType.APPLICATION_JSON));
        }
        send("book", change.seq(), change);
        after = change.seq();
    }

    private void send(String name, long seq, Object data) throws IOException {
        emitter.send(SseEmitter.event().name(name).id(String.valueOf(seq)).data(data, MediaType.APPLICATION_JSON));
    }
}
