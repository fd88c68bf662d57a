package org.aitbc.worker.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The start of a stream; the rest is read, for checkpoints alone, so that a talkative process is not blocked. */
final class CappedOutput {

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final int cap;
    private final CheckpointLines lines;
    private boolean truncated;

    private CappedOutput(int cap, CheckpointLines lines) {
        this.cap = cap;
        this.lines = lines;
    }

    /** Reads in a thread of the platform: pipes block carriers of virtual threads. */
    static Pump of(InputStream stream, int cap, CheckpointLines lines) {
        CappedOutput output = new CappedOutput(cap, lines);
        Thread thread = Thread.ofPlatform().daemon().name("output").start(() -> output.drain(stream));
        return new Pump(output, thread);
    }

    private void drain(InputStream stream) {
        byte[] buffer = new byte[8192];
        try {
            for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
                keep(buffer, read);
                lines.take(buffer, read);
            }
        } catch (IOException closed) {
            // the process was killed; what came until then is the output
        }
    }

    private synchronized void keep(byte[] bytes, int count) {
        int room = Math.min(count, cap - kept.size());
        kept.write(bytes, 0, room);
        truncated |= room < count;
    }

    private synchronized String text() {
        return kept.toString(StandardCharsets.UTF_8);
    }

    private synchronized boolean truncated() {
        return truncated;
    }

    /** A stream being read. */
    record Pump(CappedOutput output, Thread thread) {

        private static final long GRACE_MILLIS = 2000;

        /** A grandchild that outlives the process may hold the pipe open: it is not waited for long. */
        Text finish() throws InterruptedException {
            thread.join(GRACE_MILLIS);
            return new Text(output.text(), output.truncated());
        }
    }

    /** What was kept. */
    record Text(String text, boolean truncated) {}
}
