/** How ballots are counted. */
@NullMarked
package org.aitbc.governance.count;

import org.jspecify.annotations.NullMarked;
