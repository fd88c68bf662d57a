@NullMarked
package org.aitbc.worker.inference;

import org.jspecify.annotations.NullMarked;
