@NullMarked
package org.aitbc.starter.admission;

import org.jspecify.annotations.NullMarked;
