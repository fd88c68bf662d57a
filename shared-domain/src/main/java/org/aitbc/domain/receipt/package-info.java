@NullMarked
package org.aitbc.domain.receipt;

import org.jspecify.annotations.NullMarked;
