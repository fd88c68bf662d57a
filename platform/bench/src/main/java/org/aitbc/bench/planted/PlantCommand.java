package org.aitbc.bench.planted;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.aitbc.bench.planted.TestRun.Outcome;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Plants the bugs of {@link Bugs} one by one and runs for each the one test that must catch it. That test sees a copy of the
 * compiled module with the bug in it; nothing of the checkout changes.
 */
@Command(name = "plant", description = "Plants known bugs one by one: does the test that is named catch each?")
public final class PlantCommand implements Callable<Integer> {

    @Option(names = "--root", defaultValue = ".", description = "The checkout, built with -P planted.")
    private Path root = Path.of(".");

    @Option(names = "--only", description = "These bugs only: names, or beginnings of names.", split = ",")
    private @Nullable List<String> only;

    @Override
    public Integer call() throws IOException, InterruptedException {
        root = root.toRealPath();
        Path work = Files.createDirectories(root.resolve("platform/bench/target/planted"));
        List<Bug> bugs = Bugs.read(root).stream().filter(this::isAskedFor).toList();
        Set<NamedTest> unfit = unfit(bugs, work);
        Map<Bug, String> verdicts = new LinkedHashMap<>();
        for (Bug bug : bugs) {
            long since = System.nanoTime();
            String verdict = unfit.contains(bug.caughtBy()) ? "NOT RUN" : verdict(bug, work);
            verdicts.put(bug, verdict);
            System.out.printf(
                    "%-9s %3d s  %-36s %s%n",
                    verdict,
                    Duration.ofNanos(System.nanoTime() - since).toSeconds(),
                    bug.name(),
                    bug.caughtBy().shown());
        }
        long caught = verdicts.values().stream().filter("CAUGHT"::equals).count();
        System.out.printf("%d of %d bugs caught; logs in %s%n", caught, bugs.size(), root.relativize(work));
        return caught == bugs.size() && !bugs.isEmpty() ? 0 : 1;
    }

    private boolean isAskedFor(Bug bug) {
        return only == null || only.stream().anyMatch(bug.name()::startsWith);
    }

    /** The named tests that do not pass without any bug; what they would say of one means nothing. */
    private Set<NamedTest> unfit(List<Bug> bugs, Path work) throws IOException, InterruptedException {
        Set<NamedTest> unfit = new LinkedHashSet<>();
        Map<String, List<NamedTest>> modules = bugs.stream()
                .map(Bug::caughtBy)
                .distinct()
                .collect(groupingBy(NamedTest::module, LinkedHashMap::new, toList()));
        for (List<NamedTest> tests : modules.values()) {
            if (!passWithoutABug(tests, work)) {
                for (NamedTest one : tests) {
                    if (!passWithoutABug(List.of(one), work)) {
                        unfit.add(one);
                    }
                }
            }
        }
        return unfit;
    }

    private boolean passWithoutABug(List<NamedTest> tests, Path work) throws IOException, InterruptedException {
        String module = tests.getFirst().module();
        String which = tests.size() == 1 ? tests.getFirst().shown() : tests.size() + " tests of " + module;
        Outcome outcome = TestRun.of(
                tests, root, TestRun.classpath(root, module), work.resolve(module.replace('/', '-') + ".log"));
        System.out.printf("%-9s without a bug: %s%n", outcome, which);
        return outcome == Outcome.PASSED;
    }

    private String verdict(Bug bug, Path work) throws IOException, InterruptedException {
        Path folder = work.resolve(bug.name());
        FileSystemUtils.deleteRecursively(folder);
        NamedTest test = bug.caughtBy();
        String classpath = Overlay.plant(bug, root, folder, TestRun.classpath(root, test.module()));
        Outcome outcome = TestRun.of(Set.of(test), root, classpath, work.resolve(bug.name() + ".log"));
        return switch (outcome) {
            case PASSED -> "SURVIVED";
            case FAILED -> "CAUGHT";
            case BROKEN -> "BROKEN";
        };
    }
}
