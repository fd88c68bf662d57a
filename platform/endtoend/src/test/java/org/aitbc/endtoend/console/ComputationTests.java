package org.aitbc.endtoend.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.aitbc.domain.receipt.CanonicalJson;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the browser computes, beside what Java computes of the same. */
class ComputationTests extends SiteTest {

    private static final String RUN = "async text => (await import('/checks.js')).run(JSON.parse(text))";
    private static final List<String> TEXTS = List.of(
            "{\"b\":1,\"a\":[null,{\"x\":null}],\"c\":null}",
            "{\"\uffff\":1,\"\ud83d\ude00\":2,\"__proto__\":3,\"2\":4,\"10\":5}",
            "[\"/\\u007f\\u0000\\n\\\"\\ud800\"]",
            "[-0,0,-0.0,1e3,1E400,-1e400,123456789012345678901234567890,9007199254740993,0.1e1]");

    private final Random random = new Random(5);

    @Test
    void theBrowserComputesWhatJavaComputes() {
        visit("check");
        ObjectNode given = Answers.JSON.createObjectNode();
        given.set("canonicals", canonicals());
        given.set("trees", trees());
        given.put("receipt", Answers.receipt().toString());
        given.putArray("keys").add(Answers.KEY.keyId());
        given.set("proof", Answers.proof());
        assertThat((List<?>) page.evaluate(RUN, given.toString())).isEmpty();
    }

    private ArrayNode canonicals() {
        ArrayNode all = Answers.JSON.createArrayNode();
        TEXTS.forEach(text -> add(all, text));
        for (int i = 0; i < 500; i++) {
            add(all, value(4).toString());
        }
        return all;
    }

    private static void add(ArrayNode all, String text) {
        all.addObject().put("json", text).put("text", CanonicalJson.text(Answers.JSON.readTree(text)));
    }

    private JsonNode value(int depth) {
        return switch (random.nextInt(depth > 0 ? 8 : 6)) {
            case 0 -> Answers.JSON.nullNode();
            case 1 -> Answers.JSON.valueToTree(text());
            case 2 -> Answers.JSON.valueToTree(random.nextLong());
            case 3 -> Answers.JSON.valueToTree(finite(Double.longBitsToDouble(random.nextLong())));
            case 4 -> Answers.JSON.valueToTree(random.nextInt(2_000_000) * Math.pow(10, random.nextInt(-30, 20)));
            case 5 -> Answers.JSON.valueToTree(random.nextBoolean());
            case 6 -> {
                ArrayNode array = Answers.JSON.createArrayNode();
                random.ints(random.nextInt(4)).forEach(_ -> array.add(value(depth - 1)));
                yield array;
            }
            default -> {
                ObjectNode object = Answers.JSON.createObjectNode();
                random.ints(random.nextInt(5)).forEach(_ -> object.set(text(), value(depth - 1)));
                yield object;
            }
        };
    }

    private static double finite(double value) {
        return Double.isFinite(value) ? value : 0;
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        random.ints(random.nextInt(6), 0, 4)
                .forEach(kind -> text.appendCodePoint(
                        switch (kind) {
                            case 0 -> random.nextInt(0x80);
                            case 1 -> random.nextInt(0xe000, 0x10000);
                            case 2 -> random.nextInt(0x10000, 0x110000);
                            default -> 'a' + random.nextInt(3);
                        }));
        return text.toString();
    }

    private static ArrayNode trees() {
        ArrayNode all = Answers.JSON.createArrayNode();
        for (int size : new int[] {1, 2, 3, 4, 5, 7, 8, 9, 16, 17, 33}) {
            Tree tree = tree(size);
            for (int leaf = 0; leaf < size; leaf++) {
                ObjectNode one = all.addObject()
                        .put("sha", Tree.hex(tree.leaves().get(leaf)))
                        .put("index", leaf)
                        .put("size", size)
                        .put("root", Tree.hex(tree.root()));
                ArrayNode path = one.putArray("path");
                tree.path(leaf).forEach(step -> path.add(Tree.hex(step)));
            }
        }
        return all;
    }

    private static Tree tree(int size) {
        List<byte[]> leaves = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            leaves.add(Tree.sha256(new byte[] {(byte) i}));
        }
        return new Tree(leaves);
    }
}
