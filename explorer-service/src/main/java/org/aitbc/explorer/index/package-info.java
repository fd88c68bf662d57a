@NullMarked
package org.aitbc.explorer.index;

import org.jspecify.annotations.NullMarked;
