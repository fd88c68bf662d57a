@NullMarked
package org.aitbc.worker.process;

import org.jspecify.annotations.NullMarked;
