/** What of jobs that ended long ago is forgotten. */
@NullMarked
package org.aitbc.ai.retention;

import org.jspecify.annotations.NullMarked;
