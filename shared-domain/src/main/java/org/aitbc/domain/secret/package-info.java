@NullMarked
package org.aitbc.domain.secret;

import org.jspecify.annotations.NullMarked;
