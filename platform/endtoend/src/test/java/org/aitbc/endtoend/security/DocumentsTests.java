package org.aitbc.endtoend.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.*;
import java.util.stream.Collectors;
import org.aitbc.endtoend.*;
import org.aitbc.endtoend.SeenAnswers.Seen;
import org.junit.jupiter.api.*;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** What the API documents say is so. */
@ExtendWith(SharedSuite.class)
// it looks at what other tests have seen
@Order(Integer.MAX_VALUE - 1)
class DocumentsTests {

    private static final double MOST = 0.9;

    private static RunningSuite suite;
    private static Api api;
    private static List<Operation> operations;
    private static Promises promises;

    @BeforeAll
    static void read(RunningSuite shared) {
        suite = shared;
        api = new Api(suite.port());
        operations = api.operations();
        promises = new Promises(operations);
    }

    @AfterAll
    static void close() {
        api.close();
    }

    @Test
    void everyAnswerThatOtherTestsSawIsAsDocumented() {
        Map<String, String> broken = new TreeMap<>();
        for (Seen seen : SeenAnswers.all()) {
            Answer answer = new Answer(seen.status(), Map.of("content-type", seen.contentType()), seen.body());
            List<String> how = promises.brokenBy(Request.of(seen.method(), seen.target()), answer);
            if (!how.isEmpty()) {
                broken.putIfAbsent(how.toString(), seen.toString());
            }
        }
        assertThat(broken).as("of %d answers", SeenAnswers.all().size()).isEmpty();
    }

    /** An operation that documents a refusal by hand has to name its success too. */
    @Test
    void everyOperationSaysWhatSuccessIs() {
        assertThat(operations)
                .filteredOn(one -> one.description().path("responses").properties().stream()
                        .noneMatch(answer -> answer.getKey().matches("[23].*")))
                .extracting(Operation::name)
                .isEmpty();
    }

    @Test
    void everyExampleIsAsItsSchemaSays() {
        Map<String, List<String>> wrong = new TreeMap<>();
        for (Operation operation : operations) {
            for (JsonNode content : operation.contents()) {
                List<String> broken = promises.brokenBy(operation, content);
                if (!broken.isEmpty()) {
                    wrong.put(operation.name() + " " + content.path("example"), broken);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** As the page sends them when nothing is changed: what they are about need not exist, or be possible now. */
    @Test
    void noPrefilledRequestIsRefusedForItsShape() {
        Principals principals = new Principals(api, suite.key("ADMIN_API_KEY"));
        Map<String, String> refused = new TreeMap<>();
        for (Operation operation : operations) {
            Request prefilled = operation.prefilled();
            if (prefilled.body().length > 0 || !prefilled.target().equals(operation.path())) {
                for (Who who : List.of(Who.CLIENT, Who.MINER, Who.ADMIN)) {
                    Answer answer = api.send(principals.as(who, prefilled));
                    boolean namesValues = answer.isRefusal() && answer.body().contains("\"errors\":[");
                    if (namesValues || answer.status() == 400) {
                        refused.put(prefilled.toString(), answer.toString());
                    }
                }
            }
        }
        assertThat(refused).isEmpty();
    }

    @Test
    void membersAreDescribed() {
        List<String> all = new ArrayList<>();
        List<String> silent = new ArrayList<>();
        operations.stream()
                .collect(Collectors.toMap(Operation::service, Operation::document, (first, _) -> first))
                .values()
                .forEach(document -> document.at("/components/schemas")
                        .forEachEntry((type, schema) -> schema.path("properties")
                                .forEachEntry((name, member) -> {
                                    String referred =
                                            member.path("$ref").asString("#").substring(1);
                                    all.add(name);
                                    if (!member.has("description")
                                            && !document.at(referred).has("description")) {
                                        silent.add(type + "." + name);
                                    }
                                })));
        assertThat(silent).hasSizeLessThan((int) (all.size() * (1 - MOST)));
    }
}
