/** The read API that tools made for Etherscan speak. */
@NullMarked
package org.aitbc.explorer.etherscan;

import org.jspecify.annotations.NullMarked;
