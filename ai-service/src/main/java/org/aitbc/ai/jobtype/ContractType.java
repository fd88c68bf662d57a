package org.aitbc.ai.jobtype;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoublePredicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A type of jobs that the suite's own worker runs; job-types.json describes payloads and results. Of a payload only what no
 * worker could run is refused.
 */
public enum ContractType {
    EMBEDDING,
    INFERENCE,
    CONTAINER,
    COMMAND;

    static final Set<String> NAMES =
            Arrays.stream(values()).map(ContractType::text).collect(Collectors.toCollection(TreeSet::new));

    private static final Pattern IMAGE = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._/:@-]{0,254}");
    private static final Pattern VARIABLE = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
    private static final int LEAST_MEMORY_MB = 6;
    private static final int MOST_SECONDS = 24 * 3600;

    /** A member of a payload, and what would be right. */
    public record Slip(String member, String right) {}

    public static Optional<ContractType> of(String type) {
        return Arrays.stream(values()).filter(one -> one.text().equals(type)).findFirst();
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What no worker can run this payload for; empty where some could. */
    public Optional<Slip> slip(JsonNode payload) {
        return switch (this) {
            case EMBEDDING -> embedding(payload);
            case INFERENCE -> Optional.empty();
            case CONTAINER -> container(payload).or(() -> process(payload));
            case COMMAND -> command(payload).or(() -> process(payload));
        };
    }

    private static Optional<Slip> embedding(JsonNode payload) {
        for (String member : List.of("text", "texts", "input")) {
            JsonNode said = payload.path(member);
            Stream<JsonNode> texts =
                    said.isArray() ? said.valueStream() : said.isMissingNode() ? Stream.empty() : Stream.of(said);
            if (!texts.allMatch(text -> text.isString() && !text.stringValue().isBlank())) {
                return slip(member, "must be a text that is not blank, or a list of such");
            }
        }
        return Stream.of("text", "texts", "input")
                        .allMatch(member -> payload.path(member).isEmpty()
                                && !payload.path(member).isString())
                ? slip("texts", "is required: the texts to embed, as texts, text or input")
                : Optional.empty();
    }

    /** What the suite's own workers would miss in this payload; others may read other members. */
    public Optional<Slip> doubt(JsonNode payload) {
        return this != INFERENCE
                        || payload.path("messages").isArray()
                        || !payload.path("prompt").asString("").isEmpty()
                ? Optional.empty()
                : slip("prompt", "missing, and messages too: most workers need one of them");
    }

    private static Optional<Slip> container(JsonNode payload) {
        if (!IMAGE.matcher(payload.path("image").asString("")).matches()) {
            return slip("image", "is required: the name of an image, such as python:3.13");
        }
        return number(payload, "memory_mb", memory -> memory >= LEAST_MEMORY_MB, "must be at least " + LEAST_MEMORY_MB)
                .or(() -> number(payload, "cpus", cpus -> cpus > 0, "must be above 0"))
                .or(() -> number(payload, "gpus", gpus -> gpus < 2, "must be 0 or 1: a container gets at most one GPU"))
                .or(() -> payload.path("env")
                                .propertyStream()
                                .allMatch(one -> VARIABLE.matcher(one.getKey()).matches()
                                        && one.getValue().isValueNode())
                        ? Optional.empty()
                        : slip("env", "must map names of letters, digits and _ to plain values"));
    }

    private static Optional<Slip> command(JsonNode payload) {
        return payload.path("command").isEmpty()
                ? slip("command", "is required: a list of texts, the program and its arguments")
                : Optional.empty();
    }

    private static Optional<Slip> process(JsonNode payload) {
        JsonNode command = payload.path("command");
        return command.isMissingNode()
                        || (command.isArray() && command.valueStream().allMatch(JsonNode::isString))
                ? number(
                        payload,
                        "timeout_seconds",
                        seconds -> seconds > 0 && seconds <= MOST_SECONDS,
                        "must be above 0 and at most " + MOST_SECONDS)
                : slip("command", "must be a list of texts, the program and its arguments");
    }

    /** What is no number is taken as if it were not said. */
    private static Optional<Slip> number(JsonNode payload, String member, DoublePredicate right, String message) {
        JsonNode said = payload.path(member);
        return said.isNumber() && !right.test(said.doubleValue()) ? slip(member, message) : Optional.empty();
    }

    private static Optional<Slip> slip(String member, String right) {
        return Optional.of(new Slip(member, right));
    }
}
