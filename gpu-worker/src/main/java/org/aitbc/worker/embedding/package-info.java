@NullMarked
package org.aitbc.worker.embedding;

import org.jspecify.annotations.NullMarked;
