@NullMarked
package org.aitbc.trading;

import org.jspecify.annotations.NullMarked;
