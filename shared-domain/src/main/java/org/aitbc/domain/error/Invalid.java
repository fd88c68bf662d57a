package org.aitbc.domain.error;

/** The request is well formed, but a value in it is not acceptable (422). */
public final class Invalid extends DomainException {

    public Invalid(String code, String detail) {
        super(code, detail);
    }

    public static void when(boolean refused, String code, String detail) {
        if (refused) {
            throw new Invalid(code, detail);
        }
    }

    @Override
    public int status() {
        return 422;
    }
}
