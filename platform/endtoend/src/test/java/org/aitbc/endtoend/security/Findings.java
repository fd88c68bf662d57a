package org.aitbc.endtoend.security;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Answers that should not have been given, one of each kind. */
final class Findings {

    private static final int MOST = 30;

    /** Chains' nodes, AITBC to sell, free memory on a GPU, somebody who attests. */
    private static final List<String> ABSENT = List.of(
            "CHAIN_UNAVAILABLE",
            "DESK_EMPTY",
            "CONTRACT_UNAVAILABLE",
            "BRIDGE_UNAVAILABLE",
            "PROTOCOL_UNAVAILABLE",
            "MEMORY_EXHAUSTED",
            "ATTESTER_NOT_CONFIGURED");

    private final Promises promises;
    private final Map<String, String> found = new LinkedHashMap<>();
    private final Map<String, Integer> statuses = new TreeMap<>();
    private int sent;

    Findings(Promises promises) {
        this.promises = promises;
    }

    synchronized void look(int number, Request request, Answer answer) {
        sent++;
        String name =
                answer.status() == 503 && answer.body().contains("OVERLOADED") ? "overloaded" : "" + answer.status();
        statuses.merge(name, 1, Integer::sum);
        if (answer.status() >= 500 && !isExpected(request, answer)) {
            add("a " + name, number, request, answer);
        } else if (answer.isRefusal() && !isProblem(request, answer)) {
            add("no problem JSON with a " + name, number, request, answer);
        } else if (request.method().equals("TRACE") && answer.status() < 400) {
            add("a TRACE answered", number, request, answer);
        } else if (hasClasses(request, answer)) {
            add("classes named", number, request, answer);
        }
        List<String> broken = promises.brokenBy(request, answer);
        if (!broken.isEmpty()) {
            add("not as documented: " + broken, number, request, answer);
        }
    }

    synchronized void unanswered(int number, Request request, Exception failure) {
        add("no answer: " + failure.getMessage(), number, request, new Answer(0, Map.of(), ""));
    }

    synchronized List<String> all() {
        return new ArrayList<>(found.values());
    }

    synchronized int sent() {
        return sent;
    }

    synchronized String summary() {
        return sent + " answered: " + statuses;
    }

    /** What this suite does not have is said so, where the answer has a body. */
    private static boolean isExpected(Request request, Answer answer) {
        return answer.status() == 503
                && (request.method().equals("HEAD")
                        || ABSENT.stream().anyMatch(code -> answer.body().contains("\"" + code + "\"")));
    }

    /** Other than those that were asked for. */
    private static boolean hasClasses(Request request, Answer answer) {
        return Stream.of("org.aitbc", "org.springframework", "java.lang")
                .anyMatch(name ->
                        answer.body().contains(name) && !request.toString().contains(name));
    }

    private static boolean isProblem(Request request, Answer answer) {
        return request.method().equals("HEAD")
                ? answer.header("content-type").startsWith("application/problem+json")
                : answer.isProblem();
    }

    private void add(String kind, int number, Request request, Answer answer) {
        String signature = kind.startsWith("not as")
                ? kind + request.target().replaceAll("[?].*", "")
                : kind + answer.body().replaceAll("\"(instance|request_id|path|timestamp)\":\"[^\"]*\"", "");
        if (found.size() < MOST) {
            found.putIfAbsent(signature, kind + ", request " + number + ":\n" + request + "\n-> " + answer);
        }
    }
}
