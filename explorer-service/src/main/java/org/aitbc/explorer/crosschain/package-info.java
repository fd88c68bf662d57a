@NullMarked
package org.aitbc.explorer.crosschain;

import org.jspecify.annotations.NullMarked;
