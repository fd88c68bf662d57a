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
    private static final Pattern TERM =
            Pattern.compile("(?<not>-?)(?<attribute>\\w+)(?<operator>(?>:~|!=|>=|<=|[:=<>]))(?<values>" + VALUE + "(?:,"
                    + VALUE + ")*)(?=\\s|$)");
    private static final Pattern WORD =
            Pattern.compile("(?<not>-?)(?<word>\"[^\"]+\"|[^\\s\":=<>!~,-][^\\s\":=<>!~,]*)(?=\\s|$)");
    private static final Pattern VALUES = Pattern.compile(VALUE);
    private static final Pattern REST = Pattern.compile("\\S+");
    private static final Pattern SPACE = Pattern.compile("\\s+");

    private SearchQuery() {}

    /** @throws Invalid when a term says nothing that can be looked for; it says which one */
    static List<Condition> of(String query) {
        List<Condition> conditions = new ArrayList<>();
        Matcher at = SPACE.matcher(query);
        int from = at.lookingAt() ? at.end() : 0;
        while (from < query.length()) {
            at.usePattern(TERM).region(from, query.length());
            if (at.lookingAt()) {
                conditions.add(condition(at));
            } else if (at.usePattern(WORD).lookingAt()) {
                conditions.add(new Condition(
                        Attribute.MODEL, Operator.CONTAINS, List.of(unquoted(at.group("word"))), isNegated(at)));
            } else {
                at.usePattern(REST).lookingAt();
                throw wrong(at, "is neither a word nor attribute, operator and value");
            }
            from = at.end();
            from = at.usePattern(SPACE).region(from, query.length()).lookingAt() ? at.end() : from;
        }
        return List.copyOf(conditions);
    }

    private static Condition condition(Matcher term) {
        String name = term.group("attribute").toLowerCase(Locale.ROOT);
        Attribute attribute = Attribute.named(name)
                .orElseThrow(() -> wrong(
                        term,
                        "there is no attribute '" + name + "'; there are "
                                + Stream.of(Attribute.values())
                                        .map(Attribute::text)
                                        .collect(Collectors.joining(", "))));
        String sign = term.group("operator");
        boolean unlike = sign.equals("!=");
        Operator operator = Stream.of(Operator.values())
                .filter(one -> one.sign().equals(sign))
                .findFirst()
                .orElse(Operator.EQUAL);
        List<String> values = VALUES.matcher(term.group("values"))
                .results()
                .map(value -> unquoted(value.group()))
                .toList();
        try {
            return new Condition(attribute, operator, values, isNegated(term) != unlike);
        } catch (Invalid invalid) {
            throw wrong(term, String.valueOf(invalid.getMessage()));
        }
    }

    private static boolean isNegated(Matcher term) {
        return !term.group("not").isEmpty();
    }

    private static String unquoted(String value) {
        return value.startsWith("\"") ? value.substring(1, value.length() - 1) : value;
    }

    private static Invalid wrong(Matcher term, String why) {
        return new Invalid(
                "INVALID_SEARCH", "q: '%s' at character %d: %s".formatted(term.group(), term.start() + 1, why));
    }
}
