package org.aitbc.endtoend.security;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The rows of {@code access.md}: what each operation answers to each caller. */
final class AccessTable {

    private static final Pattern BAR = Pattern.compile(" *\\| *");

    private AccessTable() {}

    /**
     * @param operation as {@link Operation#name}, or one of the gateway's own
     * @param request what to ask for, with names of a {@link Fixture}
     * @param shows what of the owner's even strangers may be shown
     */
    record Row(String operation, String request, Set<String> shows, Map<Who, Integer> expected) {

        String line(Map<Who, ?> statuses) {
            return "| %s | %s | %s | %s |"
                    .formatted(
                            operation,
                            request,
                            String.join(" ", shows),
                            Arrays.stream(Who.values())
                                    .map(statuses::get)
                                    .map(String::valueOf)
                                    .collect(Collectors.joining(" | ")));
        }

        int expected(Who who) {
            return Objects.requireNonNull(expected.get(who));
        }

        @Override
        public String toString() {
            return operation + " " + request;
        }
    }

    static List<Row> rows() {
        return lines().stream()
                .filter(line -> line.startsWith("| "))
                .skip(1)
                .map(AccessTable::row)
                .toList();
    }

    /** The lines above the first row. */
    static List<String> head() {
        return lines().stream().takeWhile(line -> !line.startsWith("|--")).toList();
    }

    private static Row row(String line) {
        String[] cells = BAR.split(line, -1);
        Map<Who, Integer> expected = new EnumMap<>(Who.class);
        int cell = 4;
        for (Who who : Who.values()) {
            expected.put(who, Integer.valueOf(cells[cell++]));
        }
        return new Row(
                cells[1],
                cells[2],
                cells[3].isEmpty() ? Set.of() : Set.copyOf(Arrays.asList(cells[3].split(" ", -1))),
                expected);
    }

    private static List<String> lines() {
        try (InputStream in = Objects.requireNonNull(AccessTable.class.getResourceAsStream("/security/access.md"))) {
            return new ArrayList<>(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
