@NullMarked
package org.aitbc.consoletest;

import org.jspecify.annotations.NullMarked;
