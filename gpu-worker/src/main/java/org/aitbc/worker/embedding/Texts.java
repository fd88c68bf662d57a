package org.aitbc.worker.embedding;

import java.util.List;
import java.util.stream.Stream;
import org.aitbc.worker.executor.JobFailed;
import tools.jackson.databind.JsonNode;

/** The texts of an embedding job: {@code text}, {@code texts}, or OpenAI's {@code input}, which is one or several. */
final class Texts {

    private Texts() {}

    static List<String> of(JsonNode payload) throws JobFailed {
        List<JsonNode> found = Stream.of("text", "texts", "input")
                .flatMap(name -> all(payload.path(name)))
                .toList();
        if (found.isEmpty()) {
            throw JobFailed.invalid("an embedding job needs text, texts or input");
        }
        if (!found.stream()
                .allMatch(text -> text.isString() && !text.stringValue().isBlank())) {
            throw JobFailed.invalid("each text to embed must be a string that is not blank");
        }
        return found.stream().map(JsonNode::stringValue).toList();
    }

    private static Stream<JsonNode> all(JsonNode value) {
        return value.isArray() ? value.valueStream() : value.isMissingNode() ? Stream.empty() : Stream.of(value);
    }
}
