package org.aitbc.standalone.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.util.FileSystemUtils;

/** PostgreSQL's data folder, and the programs that act on it. */
record Cluster(Binaries binaries, RunAs runAs, Path home) {

    static final String OWNER = "aitbc";

    private static final int LINES_OF_LOG = 6;

    Path data() {
        return home.resolve("data");
    }

    Path log() {
        return home.resolve("server.log");
    }

    /** Makes the data folder with its one role and database; they exist as soon as the folder does. */
    void createOnce(String password) throws IOException {
        if (Files.exists(data())) {
            return;
        }
        Path fresh = home.resolve("data.new");
        FileSystemUtils.deleteRecursively(fresh);
        runAs.give(Files.createDirectory(fresh));
        // the built-in provider sorts and folds alike on every platform; nobody logs in as the superuser
        succeed(runAs.run(List.of(
                binaries.program("initdb"),
                "--pgdata=" + fresh,
                "--username=postgres",
                "--auth=reject",
                "--encoding=UTF8",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--locale=C",
                "--no-instructions")));
        succeed(runAs.run(
                List.of(binaries.program("postgres"), "--single", "-D", fresh.toString(), "postgres"),
                """
                create role %1$s login password '%2$s'
                create database %1$s owner %1$s
                """.formatted(OWNER, password)));
        Files.move(fresh, data());
    }

    void configure(int port, Map<String, String> settings) throws IOException {
        Files.writeString(data().resolve("pg_hba.conf"), "host all all 127.0.0.1/32 scram-sha-256\n");
        String lines = settings.entrySet().stream()
                .map(setting -> setting.getKey() + " = '" + setting.getValue() + "'\n")
                .sorted()
                .collect(Collectors.joining());
        Files.writeString(data().resolve("postgresql.conf"), """
                # Written at every start: put your own settings into local.conf beside this file.
                port = %d
                %sinclude_if_exists 'local.conf'
                """.formatted(port, lines));
        if (!Files.exists(log())) {
            Files.createFile(log());
        }
        runAs.give(log());
        runAs.give(data());
    }

    void start() {
        Finished start = control("--wait", "--timeout=60", "--log=" + log(), "--silent", "start");
        if (start.failed()) {
            throw new PostgresFailed("PostgreSQL did not start: " + start.output() + "\n" + endOfLog());
        }
    }

    void stop() {
        // fast ends the sessions; immediate does not wait for a checkpoint either, the next start recovers
        if (server().isPresent()
                && control("--wait", "--timeout=6", "--mode=fast", "--silent", "stop")
                        .failed()) {
            control("--wait", "--timeout=2", "--mode=immediate", "--silent", "stop");
        }
    }

    /**
     * The running server. The process that its file names is only believed when it runs our programs: after a reboot the
     * number may be anybody's, and the file, which would keep PostgreSQL from starting, is then deleted.
     */
    Optional<ProcessHandle> server() {
        Path file = data().resolve("postmaster.pid");
        try {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            Path programs = home.toRealPath();
            Optional<ProcessHandle> server = ProcessHandle.of(
                            Long.parseLong(Files.readAllLines(file).getFirst().strip()))
                    .filter(process -> process.info()
                            .command()
                            .map(Path::of)
                            .filter(path -> path.startsWith(programs))
                            .isPresent());
            if (server.isEmpty()) {
                Files.deleteIfExists(file);
            }
            return server;
        } catch (IOException e) {
            throw new PostgresFailed("cannot read " + file, e);
        }
    }

    private Finished control(String... arguments) {
        List<String> command = new ArrayList<>(List.of(binaries.program("pg_ctl"), "--pgdata=" + data()));
        command.addAll(List.of(arguments));
        return runAs.run(command);
    }

    private static void succeed(Finished program) {
        // the single-user server ends well even when a statement did not
        if (program.failed() || program.output().contains("ERROR:")) {
            throw new PostgresFailed("cannot set up PostgreSQL: " + program.output());
        }
    }

    private String endOfLog() {
        try {
            List<String> lines = Files.readAllLines(log());
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_OF_LOG), lines.size()));
        } catch (IOException e) {
            return "";
        }
    }
}
