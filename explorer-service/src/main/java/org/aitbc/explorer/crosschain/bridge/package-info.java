@NullMarked
package org.aitbc.explorer.crosschain.bridge;

import org.jspecify.annotations.NullMarked;
