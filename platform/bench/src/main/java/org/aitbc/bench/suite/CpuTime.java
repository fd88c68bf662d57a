package org.aitbc.bench.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Seconds on a core, of user and system together, from Linux's {@code /proc}.
 *
 * @param gateway its event loops
 * @param compiler of the JVM, which has little to do once it is warm
 * @param services all else of the JVM: the services, and the collector
 * @param postgres the server with all its processes, those that ended as well
 */
public record CpuTime(double gateway, double compiler, double services, double postgres) {

    private static final Path PROC = Path.of("/proc");
    /** What the kernel counts in, on every platform where it is Linux. */
    private static final double TICKS_PER_SECOND = 100;

    /** How the names of the gateway's threads begin, and the end of the compiler's as far as Linux keeps them. */
    private static final String EVENT_LOOP = "gateway-";

    private static final String COMPILER = " CompilerThre";

    /** Of a line of {@code stat}, behind the name: user and system time, and those of children that ended. */
    private record Stat(String name, String parent, double own, double ended) {

        static @Nullable Stat of(Path process) throws IOException {
            String line;
            try {
                line = Files.readString(process.resolve("stat"));
            } catch (NoSuchFileException gone) {
                return null;
            }
            int name = line.lastIndexOf(')');
            String[] fields = line.substring(name + 2).split(" ", -1);
            return new Stat(
                    line.substring(line.indexOf('(') + 1, name),
                    fields[1],
                    (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND,
                    (Long.parseLong(fields[13]) + Long.parseLong(fields[14])) / TICKS_PER_SECOND);
        }
    }

    static CpuTime of(long suite, long postmaster) throws IOException {
        double gateway = 0;
        double compiler = 0;
        for (Path thread : folders(PROC.resolve(suite + "/task"))) {
            Stat stat = Stat.of(thread);
            if (stat != null) {
                gateway += stat.name().startsWith(EVENT_LOOP) ? stat.own() : 0;
                compiler += stat.name().endsWith(COMPILER) ? stat.own() : 0;
            }
        }
        double postgres = 0;
        for (Path process : folders(PROC)) {
            Stat stat = process.getFileName().toString().matches("\\d+") ? Stat.of(process) : null;
            if (stat == null) {
                continue;
            }
            if (process.endsWith(String.valueOf(postmaster))) {
                postgres += stat.own() + stat.ended();
            } else if (stat.parent().equals(String.valueOf(postmaster))) {
                postgres += stat.own();
            }
        }
        Stat all = Stat.of(PROC.resolve(String.valueOf(suite)));
        return new CpuTime(gateway, compiler, (all == null ? 0 : all.own()) - gateway - compiler, postgres);
    }

    public double total() {
        return gateway + compiler + services + postgres;
    }

    public CpuTime minus(CpuTime before) {
        return new CpuTime(
                gateway - before.gateway,
                compiler - before.compiler,
                services - before.services,
                postgres - before.postgres);
    }

    private static List<Path> folders(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }
}
