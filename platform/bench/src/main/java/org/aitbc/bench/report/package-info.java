@NullMarked
package org.aitbc.bench.report;

import org.jspecify.annotations.NullMarked;
