package org.aitbc.domain.error;

/** The money for it is not there, or may not be spent (402). */
public final class PaymentRequired extends DomainException {

    public PaymentRequired(String code, String detail) {
        super(code, detail);
    }

    @Override
    public int status() {
        return 402;
    }
}
