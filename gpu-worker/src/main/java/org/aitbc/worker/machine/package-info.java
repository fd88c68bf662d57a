@NullMarked
package org.aitbc.worker.machine;

import org.jspecify.annotations.NullMarked;
