/** What governance talks to, in memory. */
@NullMarked
package org.aitbc.governance.fake;

import org.jspecify.annotations.NullMarked;
