package org.aitbc.market.gpu;

/** How an attribute is to be to a value. */
public enum Operator {
    EQUAL("="),
    CONTAINS(":~"),
    LESS("<"),
    LESS_OR_EQUAL("<="),
    MORE(">"),
    MORE_OR_EQUAL(">=");

    private final String sign;

    Operator(String sign) {
        this.sign = sign;
    }

    /** As it is written; for those that compare it is SQL's own. */
    public String sign() {
        return sign;
    }
}
