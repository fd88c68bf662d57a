@NullMarked
package org.aitbc.worker.agent;

import org.jspecify.annotations.NullMarked;
