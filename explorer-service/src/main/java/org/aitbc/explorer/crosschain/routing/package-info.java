@NullMarked
package org.aitbc.explorer.crosschain.routing;

import org.jspecify.annotations.NullMarked;
