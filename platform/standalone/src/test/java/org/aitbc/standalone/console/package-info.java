@NullMarked
package org.aitbc.standalone.console;

import org.jspecify.annotations.NullMarked;
