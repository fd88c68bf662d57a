@NullMarked
package org.aitbc.explorer.anchoring;

import org.jspecify.annotations.NullMarked;
