package org.aitbc.worker.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The engine's command line of a container job: no rights, no network unless asked, bounded in every resource. */
final class ContainerCommand {

    private static final int PIDS = 512;

    private ContainerCommand() {}

    static List<String> line(String engine, String name, ContainerSpec spec) {
        List<String> line = new ArrayList<>(List.of(engine, "run", "--rm", "--name", name));
        line.addAll(List.of("--cap-drop", "ALL", "--security-opt", "no-new-privileges"));
        line.addAll(List.of("--pids-limit", Integer.toString(PIDS), "--memory", spec.memoryMb() + "m"));
        line.addAll(List.of("--cpus", String.format(Locale.ROOT, "%.2f", spec.cpus())));
        if (!spec.network()) {
            line.addAll(List.of("--network", "none"));
        }
        if (spec.gpus()) {
            line.addAll(List.of("--gpus", "all"));
        }
        spec.env().forEach((key, value) -> line.addAll(List.of("--env", key + "=" + value)));
        line.add(spec.image());
        line.addAll(spec.command());
        return line;
    }
}
