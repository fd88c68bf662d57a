/** Councils: members, budgets, and what they pay. */
@NullMarked
package org.aitbc.governance.council;

import org.jspecify.annotations.NullMarked;
