@NullMarked
package org.aitbc.worker;

import org.jspecify.annotations.NullMarked;
