@NullMarked
package org.aitbc.market;

import org.jspecify.annotations.NullMarked;
