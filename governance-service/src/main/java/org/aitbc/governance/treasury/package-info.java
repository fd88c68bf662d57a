/** The treasuries of the network and of its councils. */
@NullMarked
package org.aitbc.governance.treasury;

import org.jspecify.annotations.NullMarked;
