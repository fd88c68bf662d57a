@NullMarked
package org.aitbc.bench.jobs;

import org.jspecify.annotations.NullMarked;
