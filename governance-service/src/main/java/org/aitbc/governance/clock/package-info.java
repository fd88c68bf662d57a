/** What time it is. */
@NullMarked
package org.aitbc.governance.clock;

import org.jspecify.annotations.NullMarked;
