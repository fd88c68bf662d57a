@NullMarked
package org.aitbc.starter.once;

import org.jspecify.annotations.NullMarked;
