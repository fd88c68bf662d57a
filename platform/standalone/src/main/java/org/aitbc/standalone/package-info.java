@NullMarked
package org.aitbc.standalone;

import org.jspecify.annotations.NullMarked;
