@NullMarked
package org.aitbc.worker.console;

import org.jspecify.annotations.NullMarked;
