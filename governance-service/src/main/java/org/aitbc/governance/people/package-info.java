/** Who acts, and in whose name. */
@NullMarked
package org.aitbc.governance.people;

import org.jspecify.annotations.NullMarked;
