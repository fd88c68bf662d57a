package org.aitbc.market.gpu;

import jakarta.validation.constraints.*;
import java.math.BigDecimal;
import java.util.*;
import org.jspecify.annotations.Nullable;

/** @param model text that the model's name contains */
public record GpuFilter(
        @Nullable Boolean available,
        @Nullable @Size(max = 128) String model,

        @Nullable @DecimalMin("0") @DecimalMax("1000000") @Digits(integer = 7, fraction = 8)
        BigDecimal memoryMin,

        @Nullable @DecimalMin("0") @DecimalMax("1000000000") @Digits(integer = 10, fraction = 8)
        BigDecimal priceMax,

        @Nullable @Size(max = 64) String region) {

    public List<Condition> conditions() {
        List<Condition> conditions = new ArrayList<>();
        add(conditions, Attribute.AVAILABLE, Operator.EQUAL, available);
        add(conditions, Attribute.MODEL, Operator.CONTAINS, model);
        add(conditions, Attribute.MEMORY_GB, Operator.MORE_OR_EQUAL, memoryMin);
        add(conditions, Attribute.PRICE_PER_HOUR, Operator.LESS_OR_EQUAL, priceMax);
        add(conditions, Attribute.REGION, Operator.EQUAL, region);
        return List.copyOf(conditions);
    }

    private static void add(
            List<Condition> conditions, Attribute attribute, Operator operator, @Nullable Object value) {
        if (value != null) {
            conditions.add(Condition.of(
                    attribute, operator, value instanceof BigDecimal number ? number.toPlainString() : value));
        }
    }
}
