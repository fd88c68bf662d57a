@NullMarked
package org.aitbc.starter.paging;

import org.jspecify.annotations.NullMarked;
