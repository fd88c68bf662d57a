package org.aitbc.bench.start;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.aitbc.bench.conductor.Conductor;
import org.aitbc.standalone.postgres.EmbeddedPostgres;

/** Conductor at its JVM's default flags, before a PostgreSQL that runs already. */
record ConductorServer(Conductor conductor, EmbeddedPostgres postgres) implements Server {

    static ConductorServer launch(Path jar, EmbeddedPostgres postgres, Path folder) {
        return new ConductorServer(Conductor.launch(jar, postgres, folder, List.of()), postgres);
    }

    @Override
    public Duration awaitReady() throws InterruptedException {
        return conductor.awaitHealthy();
    }

    @Override
    public List<ProcessHandle> processes() {
        return Server.family(conductor.process());
    }

    @Override
    public List<ProcessHandle> database() {
        return Server.family(ProcessHandle.of(postgres.pid()).orElseThrow());
    }

    @Override
    public void close() {
        conductor.close();
    }
}
