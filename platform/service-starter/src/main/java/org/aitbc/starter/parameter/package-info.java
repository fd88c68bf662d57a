/** Values that governance decides, as a service applies them. */
@NullMarked
package org.aitbc.starter.parameter;

import org.jspecify.annotations.NullMarked;
