@NullMarked
package org.aitbc.starter.hot;

import org.jspecify.annotations.NullMarked;
