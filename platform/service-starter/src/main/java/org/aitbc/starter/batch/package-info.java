@NullMarked
package org.aitbc.starter.batch;

import org.jspecify.annotations.NullMarked;
