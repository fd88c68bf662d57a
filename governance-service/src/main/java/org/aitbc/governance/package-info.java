/** Governance: who may decide what, by which votes, and what comes of it. */
@NullMarked
package org.aitbc.governance;

import org.jspecify.annotations.NullMarked;
