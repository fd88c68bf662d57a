/** Values of the suite that proposals change. */
@NullMarked
package org.aitbc.governance.parameter;

import org.jspecify.annotations.NullMarked;
