package org.aitbc.endtoend;

import java.net.http.HttpResponse;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.aitbc.standalone.demo.JobClient;

/** What the suites of all tests answered their clients, for a comparison with the API documents in the end. */
public final class SeenAnswers {

    private static final Set<Seen> ALL = ConcurrentHashMap.newKeySet();

    private SeenAnswers() {}

    /** @param target path and query */
    public record Seen(String method, String target, int status, String contentType, String body) {

        static Seen of(HttpResponse<String> answer) {
            String query = answer.uri().getRawQuery();
            return new Seen(
                    answer.request().method(),
                    answer.uri().getRawPath() + (query == null ? "" : "?" + query),
                    answer.statusCode(),
                    answer.headers().firstValue("content-type").orElse(""),
                    answer.body());
        }
    }

    /** A client whose answers are kept. */
    public static JobClient client(RunningSuite suite, String key) {
        return new JobClient(suite.url(), key, SeenAnswers::add);
    }

    static HttpResponse<String> add(HttpResponse<String> answer) {
        ALL.add(Seen.of(answer));
        return answer;
    }

    public static Set<Seen> all() {
        return ALL;
    }
}
