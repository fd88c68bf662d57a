package org.aitbc.bench.compare;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.aitbc.bench.process.Tool;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Every comparison in one run, and what came of each goal. */
@Command(
        name = "compare",
        description = "The suite beside what people would use instead: all comparisons, and whether each goal was met.",
        mixinStandardHelpOptions = true)
public final class Compare implements Callable<Integer> {

    @Option(names = "--only", split = ",", description = "Parts: all, or some of jobs, wake-up and the bench's others.")
    private List<String> only = List.of();

    @Option(names = "--quick", description = "A short run of each, to see that it works.")
    private boolean quick;

    @Option(
            names = "--cores",
            defaultValue = "0,1",
            description = "What clients, servers and PostgreSQL all share, as taskset takes it (${DEFAULT-VALUE}).")
    private String cores = "";

    @Option(names = "--json", description = "A file for figures and goals.")
    private @Nullable Path json;

    @Option(
            names = "--markdown",
            description = "A page for the same as tables, which takes them between its compare marks.")
    private @Nullable Path markdown;

    @Option(names = "--chart", description = "An SVG file for the goals.")
    private @Nullable Path chart;

    @Override
    public Integer call() throws Exception {
        List<Part> parts = only.isEmpty()
                ? List.of(Part.values())
                : only.stream().map(Part::named).toList();
        List<String> failed = new ArrayList<>();
        Results results = Results.none();
        Path folder = Files.createTempDirectory(Path.of("").toAbsolutePath(), ".bench-");
        try {
            for (List<String> words : Part.commands(parts, quick)) {
                Path file = folder.resolve("figures.json");
                System.out.println("\n== " + String.join(" ", words));
                if (run(words, file) != 0) {
                    failed.add(words.getFirst());
                }
                // what was measured before it failed
                if (Files.exists(file)) {
                    results = results.and(Results.read(file));
                    Files.delete(file);
                }
            }
        } finally {
            Files.delete(folder);
        }
        write(results);
        failed.forEach(part -> System.out.println("FAILED  " + part));
        return failed.isEmpty() ? 0 : 1;
    }

    private void write(Results results) throws Exception {
        if (json != null) {
            results.write(json);
        }
        if (markdown != null) {
            String page = Files.exists(markdown) ? Files.readString(markdown) : "";
            Files.writeString(markdown, Markdown.into(page, results));
        }
        if (chart != null) {
            Files.writeString(chart, Chart.of(results.goals()));
        }
        System.out.println("\n" + Markdown.goals(results.goals()));
    }

    /** Each part has a JVM of its own, so that none meets what the compiler made of another's load. */
    private int run(List<String> words, Path file) throws Exception {
        List<String> command = new ArrayList<>();
        if (Tool.isThere("taskset")) {
            command.addAll(List.of("taskset", "-c", cores));
        }
        command.addAll(Harness.command());
        command.addAll(words);
        command.addAll(List.of("--json", file.toString()));
        Process process = new ProcessBuilder(command).inheritIO().start();
        Thread end = new Thread(process::destroy);
        Runtime.getRuntime().addShutdownHook(end);
        int exit = process.waitFor();
        Runtime.getRuntime().removeShutdownHook(end);
        return exit;
    }
}
