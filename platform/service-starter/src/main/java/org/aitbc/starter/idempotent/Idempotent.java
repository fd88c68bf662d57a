package org.aitbc.starter.idempotent;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A handler that runs once per caller and {@code Idempotency-Key}, in one transaction, which keeps the answer as well; a
 * repetition gets that answer again. The handler has a {@code Caller} argument; its other arguments are the request. A
 * repetition with other arguments is answered 422, and 409 while the first request is running.
 */
@TakesIdempotencyKey
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Idempotent {

    /** What is asked for, such as {@code stake.create}. */
    String value();
}
