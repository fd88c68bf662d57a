@NullMarked
package org.aitbc.domain.digest;

import org.jspecify.annotations.NullMarked;
