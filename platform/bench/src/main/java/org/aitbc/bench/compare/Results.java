package org.aitbc.bench.compare;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What several benches wrote: rows of figures, and what came of goals. */
record Results(List<JsonNode> figures, List<JsonNode> goals) {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    static Results none() {
        return new Results(List.of(), List.of());
    }

    static Results read(Path file) {
        JsonNode root = JSON.readTree(file.toFile());
        return new Results(
                root.path("figures").valueStream().toList(),
                root.path("goals").valueStream().toList());
    }

    Results and(Results more) {
        return new Results(
                Stream.concat(figures.stream(), more.figures.stream()).toList(),
                Stream.concat(goals.stream(), more.goals.stream()).toList());
    }

    void write(Path file) {
        JSON.writeValue(file.toFile(), Map.of("machine", Machine.here(), "figures", figures, "goals", goals));
    }
}
