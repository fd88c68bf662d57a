package org.aitbc.starter.paging;

import org.jspecify.annotations.Nullable;

/** An answer that may go on: its {@code Link} header leads to the next part. */
public interface WithNext {

    /** What {@code cursor} is to ask for the next part; null on the last one. */
    @Nullable
    String nextCursor();
}
