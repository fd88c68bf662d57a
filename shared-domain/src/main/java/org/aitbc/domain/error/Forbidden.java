package org.aitbc.domain.error;

/** The caller is known, but this is not theirs to do (403). */
public final class Forbidden extends DomainException {

    public Forbidden(String code, String detail) {
        super(code, detail);
    }

    public static void when(boolean refused, String code, String detail) {
        if (refused) {
            throw new Forbidden(code, detail);
        }
    }

    @Override
    public int status() {
        return 403;
    }
}
