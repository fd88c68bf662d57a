@NullMarked
package org.aitbc.explorer.chain;

import org.jspecify.annotations.NullMarked;
