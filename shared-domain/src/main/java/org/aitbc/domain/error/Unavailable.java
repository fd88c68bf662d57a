package org.aitbc.domain.error;

/** Something this needs cannot be reached, or is at its limit; the same request may succeed later (503). */
public final class Unavailable extends DomainException {

    public Unavailable(String code, String detail) {
        super(code, detail);
    }

    @Override
    public int status() {
        return 503;
    }
}
