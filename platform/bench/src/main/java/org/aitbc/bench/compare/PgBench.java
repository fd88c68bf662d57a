package org.aitbc.bench.compare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.aitbc.bench.process.Tool;
import org.aitbc.standalone.postgres.EmbeddedPostgres;

/** How many small transactions a second PostgreSQL commits on this machine, as its own pgbench measures it. */
record PgBench(EmbeddedPostgres postgres, Path folder) {

    private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+)");
    private static final int LIMIT_SECONDS = 120;
    private static final int CLIENTS = 16;
    private static final int SCALE = 10;

    static boolean isThere() {
        return Tool.isThere("pgbench");
    }

    void prepare() throws InterruptedException {
        run("--initialize", "--quiet", "--scale=" + SCALE);
    }

    /** Commits a second of its simple update: one row of accounts changed, one of history added. */
    double commitsPerSecond(double seconds) throws InterruptedException {
        Matcher rate = RATE.matcher(run(
                "--no-vacuum",
                "--builtin=simple-update",
                "--protocol=prepared",
                "--client=" + CLIENTS,
                "--time=" + Math.max(1, Math.round(seconds))));
        if (!rate.find()) {
            throw new IllegalStateException("pgbench told no rate");
        }
        return Double.parseDouble(rate.group(1));
    }

    private String run(String... arguments) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("pgbench"));
        command.addAll(List.of(arguments));
        command.addAll(List.of(
                "--host=127.0.0.1", "--port=" + postgres.port(), "--username=" + postgres.user(), postgres.user()));
        return Tool.run(folder, LIMIT_SECONDS, command, Map.of("PGPASSWORD", postgres.password()));
    }
}
