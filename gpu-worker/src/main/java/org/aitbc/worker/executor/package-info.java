@NullMarked
package org.aitbc.worker.executor;

import org.jspecify.annotations.NullMarked;
