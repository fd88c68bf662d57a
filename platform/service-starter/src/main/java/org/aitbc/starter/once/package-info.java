/** Requests that may be repeated, for handlers that are not {@code @Idempotent} yet. */
@NullMarked
package org.aitbc.starter.once;

import org.jspecify.annotations.NullMarked;
