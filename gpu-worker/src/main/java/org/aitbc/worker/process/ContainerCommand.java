package org.aitbc.worker.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The engine's command line of a container job: nobody's user without rights on a read-only file system, no network unless
 * allowed, bounded in every resource. What it prints is not kept by the engine, whose disk it would fill.
 */
final class ContainerCommand {

    private static final int PIDS = 512;
    private static final String NOBODY = "65534:65534";

    private ContainerCommand() {}

    /** @param gpu the uuid of the one GPU that it is given; empty for none */
    static List<String> line(String engine, String name, ContainerSpec spec, String gpu) {
        boolean podman = engine.contains("podman");
        String memory = spec.memoryMb() + "m";
        List<String> line = new ArrayList<>(List.of(engine, "run", "--rm", "--name", name));
        line.addAll(List.of("--cap-drop", "ALL", "--security-opt", "no-new-privileges"));
        line.addAll(List.of("--user", NOBODY, "--read-only", "--log-driver", "none"));
        line.addAll(List.of("--tmpfs", "/tmp:rw,nosuid,nodev,size=" + spec.diskMb() + "m", "--env", "HOME=/tmp"));
        if (podman) {
            // what an image declares as volumes is in memory as well; docker puts them on its disk
            line.addAll(List.of("--image-volume", "tmpfs"));
        }
        line.addAll(List.of("--pids-limit", Integer.toString(PIDS)));
        line.addAll(List.of("--memory", memory, "--memory-swap", memory));
        line.addAll(List.of("--cpus", String.format(Locale.ROOT, "%.2f", spec.cpus())));
        line.addAll(List.of("--network", spec.network()));
        if (!gpu.isEmpty()) {
            line.addAll(podman ? List.of("--device", "nvidia.com/gpu=" + gpu) : List.of("--gpus", "device=" + gpu));
        }
        spec.env().forEach((key, value) -> line.addAll(List.of("--env", key + "=" + value)));
        line.add(spec.image());
        line.addAll(spec.command());
        return line;
    }
}
