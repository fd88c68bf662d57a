package org.aitbc.worker.inference;

import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A job's sampling parameters: {@code parameters}, then {@code options}, then the few known ones beside the prompt. */
final class Sampling {

    private static final List<String> KNOWN = List.of(
            "temperature",
            "top_p",
            "max_tokens",
            "num_predict",
            "stop",
            "seed",
            "presence_penalty",
            "frequency_penalty");

    private Sampling() {}

    static ObjectNode of(JsonNode payload) {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        Stream.of(payload.path("parameters"), payload.path("options"))
                .flatMap(given -> given.propertyStream())
                .forEach(given -> all.set(given.getKey(), given.getValue()));
        KNOWN.stream().filter(payload::has).forEach(name -> all.set(name, payload.get(name)));
        return all;
    }

    /** The limit on new tokens by whichever name it was given, 0 for none. */
    static long limit(ObjectNode sampling) {
        return Math.max(
                0,
                sampling.path("max_tokens").asLong(sampling.path("num_predict").asLong(0)));
    }

    /** Ollama's names. */
    static ObjectNode forOllama(ObjectNode sampling) {
        ObjectNode options = sampling.deepCopy();
        return rename(options, "max_tokens", "num_predict");
    }

    /** OpenAI's names, and only those: no job may set the model or the stream flag this way. */
    static ObjectNode forOpenAi(ObjectNode sampling) {
        ObjectNode parameters = sampling.deepCopy();
        return rename(parameters, "num_predict", "max_tokens").retain(KNOWN);
    }

    private static ObjectNode rename(ObjectNode node, String from, String to) {
        if (node.has(from)) {
            node.set(to, node.get(from));
            node.remove(from);
        }
        return node;
    }
}
