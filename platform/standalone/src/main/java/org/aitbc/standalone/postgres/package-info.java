@NullMarked
package org.aitbc.standalone.postgres;

import org.jspecify.annotations.NullMarked;
