package org.aitbc.bench.planted;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The list of bugs to plant, {@code platform/bench/planted/bugs.yml}. */
final class Bugs {

    static final String FILE = "platform/bench/planted/bugs.yml";

    private Bugs() {}

    static List<Bug> read(Path root) throws IOException {
        try (Reader reader = Files.newBufferedReader(root.resolve(FILE))) {
            List<Map<String, String>> all = new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
            return all.stream().map(Bugs::bug).toList();
        }
    }

    private static Bug bug(Map<String, String> of) {
        return new Bug(
                text(of, "name"),
                text(of, "bug"),
                text(of, "file"),
                text(of, "replace"),
                of.getOrDefault("by", ""),
                NamedTest.parse(text(of, "caught by")));
    }

    private static String text(Map<String, String> of, String member) {
        return Objects.requireNonNull(of.get(member), () -> member + " is missing in " + of);
    }
}
