package org.aitbc.endtoend.security;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;

/**
 * Compares answers with what a row says, and with what no answer may hold.
 *
 * @param chain whether the suite has one, as the rows say
 */
record Probe(AccessTable.Row row, boolean chain, SoftAssertions softly) {

    private static final List<Integer> DENIED = List.of(401, 403);

    /** What would tell of the inside: classes, statements, addresses of the services. */
    private static final Pattern INSIDE = Pattern.compile(
            "(?i)exception|stack_?trace|\\borg\\.aitbc|\\bjava\\.|springframework|postgres|jdbc:|127\\.0\\.0\\.1:\\d{4}");

    /** The status, for the record. */
    int expect(Who who, Answer answer, Fixture fixture, Request asked) {
        return expectAnyOf(List.of(row.expected(who)), who, answer, fixture, asked);
    }

    int expectAnyOf(Collection<Integer> statuses, Who who, Answer answer, Fixture fixture, Request asked) {
        if (chain || !answer.body().contains("\"CHAIN_UNAVAILABLE\"") || !Collections.disjoint(statuses, DENIED)) {
            softly.assertThat(answer.status())
                    .as("%s: %s%n answered %s", who, asked, answer)
                    .isIn(statuses);
        }
        if (answer.isRefusal() && !asked.method().equals("HEAD")) {
            softly.assertThat(answer.isProblem())
                    .as("%s: %s%n is problem JSON: %s", who, asked, answer)
                    .isTrue();
        }
        if (answer.header("content-type").contains("json") && !row.shows().contains("inside")) {
            softly.assertThat(answer.body()).as("%s: %s", who, asked).doesNotContainPattern(INSIDE);
        }
        if (who.isStranger()) {
            leaks(who, answer, fixture, asked);
        }
        return answer.status();
    }

    private void leaks(Who who, Answer answer, Fixture fixture, Request asked) {
        String said = asked.toString();
        for (String secret : fixture.secrets()) {
            boolean shown = row.shows().stream()
                    .anyMatch(name -> secret.equals(fixture.things().get(name)));
            if (!shown && !said.contains(secret)) {
                softly.assertThat(answer.body()).as("%s: %s", who, asked).doesNotContain(secret);
            }
        }
    }
}
