/** What watches a change of parameters, and takes it back. */
@NullMarked
package org.aitbc.governance.trial;

import org.jspecify.annotations.NullMarked;
