@NullMarked
package org.aitbc.gateway.problem;

import org.jspecify.annotations.NullMarked;
