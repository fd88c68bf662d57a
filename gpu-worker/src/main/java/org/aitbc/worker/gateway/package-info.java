@NullMarked
package org.aitbc.worker.gateway;

import org.jspecify.annotations.NullMarked;
