package org.aitbc.bench.compare;

import java.util.ArrayList;
import java.util.List;

/** How to start this harness once more. */
final class Harness {

    /** Load comes from few threads with little to collect: the collector must not take a core. */
    private static final List<String> OPTIONS = List.of("-XX:+UseSerialGC", "-Xms256m", "-Xmx1g");

    private Harness() {}

    static List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(OPTIONS);
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("aitbc."))
                .map(name -> "-D" + name + "=" + System.getProperty(name))
                .forEach(command::add);
        String classes = System.getProperty("java.class.path");
        command.addAll(
                classes.endsWith(".jar") && !classes.contains(":")
                        ? List.of("-jar", classes)
                        : List.of("-cp", classes, "org.aitbc.bench.Bench"));
        return command;
    }
}
