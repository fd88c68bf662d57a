package org.aitbc.market.gpu;

import java.util.List;
import java.util.stream.*;
import org.aitbc.domain.error.Invalid;

/**
 * A GPU is found where the operator holds for one of the values, or if negated for none. An attribute without a value
 * fulfils no operator.
 */
public record Condition(Attribute attribute, Operator operator, List<String> values, boolean negated) {

    /** @throws Invalid when the attribute does not know the operator, or a value is not of its kind */
    public Condition {
        Attribute.Kind kind = attribute.kind;
        if (!kind.knows(operator)) {
            String known = Stream.of(Operator.values())
                    .filter(kind::knows)
                    .map(Operator::sign)
                    .collect(Collectors.joining(" "));
            throw new Invalid("INVALID_SEARCH", attribute.text() + " knows " + known + ", not " + operator.sign());
        }
        values = values.stream().map(kind::read).toList();
    }

    public static Condition of(Attribute attribute, Operator operator, Object value) {
        return new Condition(attribute, operator, List.of(String.valueOf(value)), false);
    }

    /** SQL of it, for values that are bound as an array by this name. */
    String sql(String parameter) {
        return "%s exists (select from unnest(cast(:%s as text[])) as value where %s)"
                .formatted(negated ? "not" : "", parameter, attribute.is(operator, "value"));
    }
}
