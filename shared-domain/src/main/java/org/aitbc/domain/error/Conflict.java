package org.aitbc.domain.error;

/** The thing is not in a state that allows this (409). */
public final class Conflict extends DomainException {

    public Conflict(String code, String detail) {
        super(code, detail);
    }

    public static void when(boolean refused, String code, String detail) {
        if (refused) {
            throw new Conflict(code, detail);
        }
    }

    @Override
    public int status() {
        return 409;
    }
}
