@NullMarked
package org.aitbc.worker.options;

import org.jspecify.annotations.NullMarked;
