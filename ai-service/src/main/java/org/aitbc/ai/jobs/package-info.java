@NullMarked
package org.aitbc.ai.jobs;

import org.jspecify.annotations.NullMarked;
