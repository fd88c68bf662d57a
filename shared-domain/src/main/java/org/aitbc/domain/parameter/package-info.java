/** Values of the suite that governance decides. */
@NullMarked
package org.aitbc.domain.parameter;

import org.jspecify.annotations.NullMarked;
