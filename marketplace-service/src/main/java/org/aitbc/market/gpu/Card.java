package org.aitbc.market.gpu;

import java.math.BigDecimal;
import java.util.*;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.matching.Capabilities;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A GPU as its worker reported it.
 *
 * @param id of its listing
 * @param memoryGb GiB, whole: a driver shows a bit less than what the GPU is sold with; 0 where unknown
 * @param uuid names the card in whatever machine it is; null where the worker does not know it
 */
public record Card(
        UUID id,
        int slot,
        String model,
        BigDecimal memoryGb,
        @Nullable String uuid,
        @Nullable String driver) {

    private static final int MAX_GPUS = 64;
    private static final int MAX_NAME = 128;
    private static final double MB_PER_GB = 1024;
    private static final double MAX_GB = 100_000;
    private static final Pattern BLANK = Pattern.compile("\\s+");
    private static final Pattern PRINTABLE = Pattern.compile("[!-~]{1,128}");

    /** Those of a registration's {@code capabilities} that have a name, each once; ids are new. */
    public static List<Card> reported(JsonNode capabilities) {
        List<JsonNode> reported = capabilities.path("gpus").isArray()
                ? capabilities
                        .path("gpus")
                        .valueStream()
                        .filter(JsonNode::isObject)
                        .toList()
                : List.of();
        // a worker that describes one of them in the older way as well has no more for that
        if (reported.isEmpty() && capabilities.path("gpu").isObject()) {
            reported = List.of(capabilities.path("gpu"));
        }
        if (reported.isEmpty() && capabilities.path("gpu").isString()) {
            reported = named(capabilities);
        }
        List<JsonNode> gpus = reported;
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.putArray("gpus").addAll(gpus);
        List<Capabilities.Gpu> read = Capabilities.of(json, null).gpus();
        Set<String> uuids = new HashSet<>();
        return IntStream.range(0, Math.min(MAX_GPUS, gpus.size()))
                .mapToObj(slot -> of(slot, read.get(slot), gpus.get(slot)))
                .filter(card -> !card.model.isEmpty() && (card.uuid == null || uuids.add(card.uuid)))
                .toList();
    }

    /** The oldest workers name one model, and count. */
    private static List<JsonNode> named(JsonNode capabilities) {
        JsonNode gpu = JsonNodeFactory.instance
                .objectNode()
                .put("name", capabilities.path("gpu").stringValue())
                .put(
                        "memory_gb",
                        capabilities
                                .path("gpu_memory_gb")
                                .asDouble(capabilities.path("gpu_memory").asDouble(0)));
        return Collections.nCopies(Math.clamp(capabilities.path("gpu_count").asInt(1), 0, MAX_GPUS), gpu);
    }

    private static Card of(int slot, Capabilities.Gpu gpu, JsonNode json) {
        String name = gpu.name().strip();
        boolean known = gpu.memoryMb() >= 0 && gpu.memoryMb() <= MAX_GB * MB_PER_GB;
        return new Card(
                Ids.next(),
                slot,
                name.indexOf(0) < 0 ? name.substring(0, Math.min(MAX_NAME, name.length())) : "",
                known ? BigDecimal.valueOf(Math.round(gpu.memoryMb() / MB_PER_GB)) : BigDecimal.ZERO,
                printable(json.path("uuid")),
                printable(json.path("driver")));
    }

    private static @Nullable String printable(JsonNode json) {
        String text = json.asString("").strip();
        return PRINTABLE.matcher(text).matches() ? text : null;
    }

    /**
     * Whether it is what somebody calls a GPU of this model: {@code RTX 4090} and {@code NVIDIA RTX 4090} are an
     * {@code NVIDIA GeForce RTX 4090}, and an {@code RTX 4090 OC} is an {@code RTX 4090}.
     */
    boolean fits(String called) {
        Set<String> own = words(model);
        Set<String> others = words(called);
        return own.containsAll(others)
                || others.containsAll(own)
                || model.toLowerCase(Locale.ROOT).contains(called.toLowerCase(Locale.ROOT));
    }

    private static Set<String> words(String name) {
        return BLANK.splitAsStream(name.strip().toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    }

    Card with(UUID listing) {
        return new Card(listing, slot, model, memoryGb, uuid, driver);
    }
}
