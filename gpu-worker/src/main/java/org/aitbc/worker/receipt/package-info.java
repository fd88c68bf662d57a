@NullMarked
package org.aitbc.worker.receipt;

import org.jspecify.annotations.NullMarked;
