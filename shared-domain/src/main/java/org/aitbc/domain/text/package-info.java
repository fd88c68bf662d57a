@NullMarked
package org.aitbc.domain.text;

import org.jspecify.annotations.NullMarked;
