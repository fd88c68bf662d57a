@NullMarked
package org.aitbc.standalone.worker;

import org.jspecify.annotations.NullMarked;
