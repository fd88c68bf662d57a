package org.aitbc.bench.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What can be compared, each with a subcommand of the bench. */
enum Part {
    JOBS("peers --only batched,single", "--quick"),
    WAKE_UP("peers --only wake-up", "--quick"),
    HEARTBEATS("heartbeats --warm-up 45 --span 10 --round 3", "--warm-up 10 --span 5 --rounds 2 --round 2"),
    FLAT(
            "flat --warm-up 25 --round 3 --held 12",
            "--queued 20000 --finished 50000 --warm-up 8 --rounds 2 --round 2 --claims 200 --held 4"),
    GATEWAY("gateway", "--warm-up 3 --rounds 2 --round 1 --parked 500"),
    LEDGER("ledger --scenarios RANDOM,HOT --round 2 --warm-up 10", "--rounds 2 --round 1 --warm-up 3"),
    START("start", "--rounds 1 --idle 10");

    private final String command;
    private final String quickly;

    /** @param quickly further arguments for a short run; what is said last counts */
    Part(String command, String quickly) {
        this.command = command;
        this.quickly = quickly;
    }

    static Part named(String name) {
        return Arrays.stream(values())
                .filter(part -> part.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no " + name + " to compare, but " + Arrays.toString(values())));
    }

    /** The subcommands to run. Neighbours of the same one share its run, and so the suite's warm-up. */
    static List<List<String>> commands(List<Part> parts, boolean quick) {
        Map<String, List<String>> commands = new LinkedHashMap<>();
        for (Part part : parts) {
            List<String> words = new ArrayList<>(List.of(part.command.split(" ")));
            if (quick) {
                words.addAll(List.of(part.quickly.split(" ")));
            }
            commands.merge(words.getFirst(), words, Part::joined);
        }
        return List.copyOf(commands.values());
    }

    private static List<String> joined(List<String> first, List<String> second) {
        first.addAll(second.subList(1, second.size()));
        return first;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
