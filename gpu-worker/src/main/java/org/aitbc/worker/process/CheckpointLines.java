package org.aitbc.worker.process;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;
import org.aitbc.worker.executor.Checkpoint;
import org.aitbc.worker.executor.Job;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * How a process says what it has saved, and is told what an earlier attempt had: the name and a JSON object, as a line of its
 * output and as a variable of its environment.
 */
final class CheckpointLines {

    static final String NAME = "AITBC_CHECKPOINT";

    private static final JsonMapper JSON = new JsonMapper();
    private static final byte[] START = (NAME + " ").getBytes(US_ASCII);
    private static final int LONGEST = 32 * 1024;

    private final Consumer<Checkpoint> listener;
    private final byte[] line = new byte[LONGEST];
    private int length;

    CheckpointLines(Consumer<Checkpoint> listener) {
        this.listener = listener;
    }

    static void tell(Job job, Map<String, String> environment) {
        if (job.checkpoint() != null) {
            environment.put(NAME, JSON.writeValueAsString(job.checkpoint()));
        }
    }

    /** The next bytes of the output. */
    void take(byte[] bytes, int count) {
        for (int i = 0; i < count; i++) {
            if (bytes[i] == '\n') {
                end();
            } else if (length < LONGEST) {
                line[length++] = bytes[i];
            }
        }
    }

    private void end() {
        if (length > START.length && Arrays.equals(line, 0, START.length, START, 0, START.length)) {
            read();
        }
        length = 0;
    }

    private void read() {
        try {
            Checkpoint.of(JSON.readTree(line, START.length, length - START.length))
                    .ifPresent(listener);
        } catch (JacksonException notJson) {
            // a line of output like any other
        }
    }
}
