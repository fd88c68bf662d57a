@NullMarked
package org.aitbc.explorer.hex;

import org.jspecify.annotations.NullMarked;
