package org.aitbc.domain.json;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Members of a request that its type does not have are named in the answer's warnings, or refused; else they are ignored silently. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface UnknownMembers {

    /** Whether the request is refused. */
    boolean refused() default false;

    /** What older clients send without effect: never refused. */
    String[] older() default {};
}
