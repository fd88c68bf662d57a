package org.aitbc.domain.error;

/** No such thing, or none that the caller may see (404). */
public final class NotFound extends DomainException {

    public NotFound(String code, String detail) {
        super(code, detail);
    }

    @Override
    public int status() {
        return 404;
    }
}
