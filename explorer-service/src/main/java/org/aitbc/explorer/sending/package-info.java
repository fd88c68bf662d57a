@NullMarked
package org.aitbc.explorer.sending;

import org.jspecify.annotations.NullMarked;
