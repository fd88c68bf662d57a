/** Who acts, in whose name, and with how much voting power. */
@NullMarked
package org.aitbc.governance.power;

import org.jspecify.annotations.NullMarked;
