package org.aitbc.starter.deal;

import java.util.UUID;
import org.aitbc.domain.identity.Caller;
import org.jspecify.annotations.Nullable;

/**
 * What needs money set aside before it is made. The class names its type arguments: a repetition's answer is read as a
 * {@code T}.
 *
 * @param <R> the request
 * @param <T> what is made of it, as it is answered
 */
public interface Deal<R, T> {

    /**
     * Checks what can be checked beforehand, and says the price. Nothing is held where it throws, or returns null because
     * nothing has to be paid.
     */
    @Nullable
    HoldTerms terms(Caller caller, R request);

    /**
     * Writes the deal, in a transaction that takes the hold; where it throws, the money goes back.
     *
     * @param hold null where there were no terms
     */
    T create(UUID hold, Caller caller, R request);
}
