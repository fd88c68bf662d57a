@NullMarked
package org.aitbc.standalone.machine;

import org.jspecify.annotations.NullMarked;
