/** How the suite does: memory of GPUs that is set aside, devices, workers, tasks, traffic, and how many nodes it needs. */
@NullMarked
package org.aitbc.market.performance;

import org.jspecify.annotations.NullMarked;
