package org.aitbc.starter.docs;

import java.lang.annotation.*;

/** A status in the document of an operation that its clients handle, beside those that any operation may answer. */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(Refusal.All.class)
public @interface Refusal {

    int status();

    String when();

    /** Those of one operation. */
    @Documented
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface All {
        Refusal[] value();
    }
}
