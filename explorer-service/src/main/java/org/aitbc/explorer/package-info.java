@NullMarked
package org.aitbc.explorer;

import org.jspecify.annotations.NullMarked;
