package org.aitbc.worker.process;

import java.time.Duration;
import java.util.List;

/**
 * What the operator allows containers. A job may ask for less.
 *
 * @param images names of images, or beginnings of names that end with {@code *}; without any no container runs
 * @param network the engine's network for jobs that ask for one; empty where they get none
 * @param memoryMb the most memory, files in memory included
 * @param diskMb how much a job may write
 * @param longest how long a job may run
 */
public record ContainerRules(List<String> images, String network, long memoryMb, long diskMb, Duration longest) {

    private static final String DEFAULT_REGISTRY = "docker.io/";

    public ContainerRules {
        images = images.stream()
                .map(String::strip)
                .filter(image -> !image.isEmpty())
                .map(image -> image.equals("*") ? image : qualified(image))
                .toList();
    }

    /** @param image with its registry */
    boolean allows(String image) {
        return images.stream()
                .anyMatch(allowed -> allowed.endsWith("*")
                        ? image.startsWith(allowed.substring(0, allowed.length() - 1))
                        : image.equals(allowed));
    }

    /** An image's name with its registry, so that each engine takes it from where the operator's list says. */
    static String qualified(String image) {
        int slash = image.indexOf('/');
        String first = slash < 0 ? "" : image.substring(0, slash);
        if (first.contains(".") || first.contains(":") || first.equals("localhost")) {
            return image;
        }
        return DEFAULT_REGISTRY + (slash < 0 ? "library/" : "") + image;
    }
}
