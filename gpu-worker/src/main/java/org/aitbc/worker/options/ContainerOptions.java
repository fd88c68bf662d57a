package org.aitbc.worker.options;

import java.time.Duration;
import java.util.List;
import org.aitbc.worker.process.ContainerExecutor;
import org.aitbc.worker.process.ContainerRules;
import picocli.CommandLine.Option;

/** Whether jobs may bring containers, and what these may have. */
public final class ContainerOptions {

    /** Which engine runs containers. */
    enum Engine {
        auto,
        docker,
        podman,
        off
    }

    @Option(
            names = "--container",
            paramLabel = "ENGINE",
            defaultValue = "${env:AITBC_CONTAINER:-off}",
            description = "run jobs of type container with docker, podman, or auto: whichever answers"
                    + " (AITBC_CONTAINER, default off)")
    private Engine engine = Engine.off;

    @Option(
            names = "--container-images",
            paramLabel = "I",
            split = ",",
            defaultValue = "${env:AITBC_CONTAINER_IMAGES:-}",
            description = "the images that jobs may name, or beginnings of names that end with *, as ghcr.io/acme/*;"
                    + " * alone allows all (AITBC_CONTAINER_IMAGES, default none)")
    private List<String> images = List.of();

    @Option(
            names = "--container-network",
            paramLabel = "N",
            defaultValue = "${env:AITBC_CONTAINER_NETWORK:-none}",
            description = "the engine's network for jobs that ask for one (AITBC_CONTAINER_NETWORK, default none)")
    private String network = "none";

    @Option(
            names = "--container-memory-mb",
            paramLabel = "M",
            defaultValue = "${env:AITBC_CONTAINER_MEMORY_MB:-2048}",
            description = "most memory of a container, its files in /tmp included (AITBC_CONTAINER_MEMORY_MB,"
                    + " default 2048)")
    private long memoryMb = 2048;

    @Option(
            names = "--container-disk-mb",
            paramLabel = "D",
            defaultValue = "${env:AITBC_CONTAINER_DISK_MB:-512}",
            description = "most files of a container, all in /tmp (AITBC_CONTAINER_DISK_MB, default 512)")
    private long diskMb = 512;

    @Option(
            names = "--container-seconds",
            paramLabel = "S",
            defaultValue = "${env:AITBC_CONTAINER_SECONDS:-3600}",
            description = "longest time of a container (AITBC_CONTAINER_SECONDS, default 3600)")
    private long seconds = 3600;

    ContainerExecutor executor(List<String> gpus) {
        ContainerRules rules = new ContainerRules(
                images, network.equals("none") ? "" : network, memoryMb, diskMb, Duration.ofSeconds(seconds));
        return new ContainerExecutor(engines(), rules, gpus);
    }

    private List<String> engines() {
        return switch (engine) {
            case auto -> List.of("docker", "podman");
            case docker, podman -> List.of(engine.name());
            case off -> List.of();
        };
    }
}
