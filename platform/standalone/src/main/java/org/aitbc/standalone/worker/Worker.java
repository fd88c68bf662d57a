package org.aitbc.standalone.worker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.aitbc.standalone.machine.Backoff;
import org.aitbc.standalone.machine.ProcessSpec;
import org.aitbc.standalone.machine.SupervisedProcess;

/** A worker process that is started again when it dies, sooner at first than later. */
public final class Worker implements AutoCloseable {

    private static final Backoff BACKOFF =
            new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofMinutes(1));

    private final SupervisedProcess process;

    private Worker(SupervisedProcess process) {
        this.process = process;
    }

    /** Starts a worker that talks to a gateway; its output is appended to the log. */
    public static Worker start(
            String name, String gateway, String apiKey, Path state, Path log, List<String> furtherArguments) {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                WorkerJar.find().toString(),
                "run",
                "--gateway",
                gateway,
                "--miner-id",
                name,
                "--state-dir",
                state.toString()));
        words.addAll(furtherArguments);
        ProcessSpec command =
                ProcessSpec.of(name, words, state.toString(), log, "", BACKOFF).with("AITBC_API_KEY", apiKey);
        return new Worker(SupervisedProcess.start(command, state.resolve("process")));
    }

    @Override
    public void close() {
        process.close();
    }
}
