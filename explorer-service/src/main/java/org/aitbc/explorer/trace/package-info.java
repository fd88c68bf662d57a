/** From any id to all that hangs together with it. */
@NullMarked
package org.aitbc.explorer.trace;

import org.jspecify.annotations.NullMarked;
