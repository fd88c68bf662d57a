@NullMarked
package org.aitbc.explorer.crosschain.chains;

import org.jspecify.annotations.NullMarked;
