/** Requests that may be repeated. */
@NullMarked
package org.aitbc.starter.idempotent;

import org.jspecify.annotations.NullMarked;
