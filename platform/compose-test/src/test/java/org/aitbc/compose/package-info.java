@NullMarked
package org.aitbc.compose;

import org.jspecify.annotations.NullMarked;
