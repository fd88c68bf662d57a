@NullMarked
package org.aitbc.domain.error;

import org.jspecify.annotations.NullMarked;
