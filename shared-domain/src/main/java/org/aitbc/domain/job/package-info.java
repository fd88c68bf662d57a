@NullMarked
package org.aitbc.domain.job;

import org.jspecify.annotations.NullMarked;
