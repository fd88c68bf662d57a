@NullMarked
package org.aitbc.bench;

import org.jspecify.annotations.NullMarked;
