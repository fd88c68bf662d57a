package org.aitbc.bench.start;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A server that is being started, with all that belongs to it. */
sealed interface Server extends AutoCloseable permits SuiteServer, ConductorServer {

    /** Returns once it says that it is ready, and how long after its launch that was. */
    Duration awaitReady() throws InterruptedException;

    /** Its processes, without those of PostgreSQL. */
    List<ProcessHandle> processes();

    /** The processes of its PostgreSQL. */
    List<ProcessHandle> database();

    @Override
    void close();

    /** A process and all that came from it. */
    static List<ProcessHandle> family(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants()).toList();
    }
}
