package org.aitbc.bench.jobs;

import java.util.ArrayList;
import java.util.List;

/** Picks job ids out of an answer without parsing the rest. */
public final class JobIds {

    private static final String NAME = "\"job_id\":\"";
    private static final int LENGTH = 32;

    private JobIds() {}

    public static String first(String json) {
        return all(json).getFirst();
    }

    public static List<String> all(String json) {
        List<String> ids = new ArrayList<>();
        for (int at = json.indexOf(NAME); at >= 0; at = json.indexOf(NAME, at + LENGTH)) {
            ids.add(json.substring(at + NAME.length(), at + NAME.length() + LENGTH));
        }
        return ids;
    }
}
