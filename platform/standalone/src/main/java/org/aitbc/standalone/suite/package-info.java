@NullMarked
package org.aitbc.standalone.suite;

import org.jspecify.annotations.NullMarked;
