@NullMarked
package org.aitbc.explorer.browse;

import org.jspecify.annotations.NullMarked;
