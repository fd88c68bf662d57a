package org.aitbc.starter.paging;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How many rows a part of a list may have, where it is not what {@link Page} and {@link PageNumber} say. */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface PageLimits {

    int max();

    /** Where the request does not say. */
    int value();
}
