/** Proposals: voting, counting, execution. */
@NullMarked
package org.aitbc.governance.proposal;

import org.jspecify.annotations.NullMarked;
