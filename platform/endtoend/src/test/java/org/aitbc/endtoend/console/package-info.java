@NullMarked
package org.aitbc.endtoend.console;

import org.jspecify.annotations.NullMarked;
