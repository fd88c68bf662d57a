package org.aitbc.domain.error;

/** The answer does not exist yet; asking again later may succeed (425). */
public final class TooEarly extends DomainException {

    public TooEarly(String code, String detail) {
        super(code, detail);
    }

    @Override
    public int status() {
        return 425;
    }
}
