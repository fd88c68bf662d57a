/** Staking pools of agents. */
@NullMarked
package org.aitbc.governance.pool;

import org.jspecify.annotations.NullMarked;
