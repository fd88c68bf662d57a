@NullMarked
package org.aitbc.console;

import org.jspecify.annotations.NullMarked;
