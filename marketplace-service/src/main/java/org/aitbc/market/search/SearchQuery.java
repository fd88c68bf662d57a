package org.aitbc.market.search;

import java.util.*;
import java.util.regex.*;
import java.util.stream.*;
import org.aitbc.domain.error.Invalid;
import org.aitbc.market.gpu.*;

/**
 * The terms of a search, with spaces between; all must hold.
 *
 * <pre>
 * term      = ["-"] (attribute operator value {"," value} | word)     "-": it must not hold
 * operator  = ":" | "=" | "!=" | ":~" (contains) | "&lt;" | "&lt;=" | "&gt;" | "&gt;="
 * value     = text without spaces, commas and quotes | '"' text '"'
 * </pre>
 *
 * One of several values must fit. A word alone is looked for in the model.
 */
final class SearchQuery {

    private static final String VALUE = "(?:\"[^\"]*\"|[^\\s,\"]+)";
    private static final Pattern TERM = Pattern.compile("\\G\\s*(?<term>(?<not>-?)(?:"
            + "(?<attribute>\\w+)(?<operator>(?>:~|!=|>=|<=|[:=<>]))(?<values>" + VALUE + "(?:," + VALUE + ")*)"
            + "|(?<word>\"[^\"]+\"|[^\\s\":=<>!~,-][^\\s\":=<>!~,]*)))(?=\\s|$)");
    private static final Pattern REST = Pattern.compile("(?<term>\\S+)");
    private static final Pattern VALUES = Pattern.compile(VALUE);

    private SearchQuery() {}

    /** @throws Invalid when a term says nothing that can be looked for; it says which one */
    static List<Condition> of(String query) {
        List<Condition> conditions = new ArrayList<>();
        Matcher term = TERM.matcher(query);
        int end = 0;
        while (term.find()) {
            conditions.add(condition(term));
            end = term.end();
        }
        Matcher rest = REST.matcher(query);
        if (rest.find(end)) {
            throw wrong(rest, "is neither a word nor attribute, operator and value");
        }
        return List.copyOf(conditions);
    }

    private static Condition condition(Matcher term) {
        boolean negated = !term.group("not").isEmpty();
        if (term.group("word") != null) {
            List<String> words = List.of(unquoted(term.group("word")));
            return new Condition(Attribute.MODEL, Operator.CONTAINS, words, negated);
        }
        String name = term.group("attribute").toLowerCase(Locale.ROOT);
        Attribute attribute = Attribute.named(name)
                .orElseThrow(() -> wrong(term, "there is no attribute '" + name + "'; there are " + Attribute.known()));
        String sign = term.group("operator");
        Operator operator = Stream.of(Operator.values())
                .filter(one -> one.sign().equals(sign))
                .findFirst()
                .orElse(Operator.EQUAL);
        List<String> values = VALUES.matcher(term.group("values"))
                .results()
                .map(value -> unquoted(value.group()))
                .toList();
        try {
            return new Condition(attribute, operator, values, negated != sign.equals("!="));
        } catch (Invalid invalid) {
            throw wrong(term, String.valueOf(invalid.getMessage()));
        }
    }

    private static String unquoted(String value) {
        return value.startsWith("\"") ? value.substring(1, value.length() - 1) : value;
    }

    private static Invalid wrong(Matcher term, String why) {
        String where = "'%s' at character %d".formatted(term.group("term"), term.start("term") + 1);
        return new Invalid("INVALID_SEARCH", "q: " + where + ": " + why);
    }
}
