@NullMarked
package org.aitbc.ai.jobtype;

import org.jspecify.annotations.NullMarked;
