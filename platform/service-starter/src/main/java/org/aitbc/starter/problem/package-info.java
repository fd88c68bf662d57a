@NullMarked
package org.aitbc.starter.problem;

import org.jspecify.annotations.NullMarked;
