/** Figures about governance. */
@NullMarked
package org.aitbc.governance.report;

import org.jspecify.annotations.NullMarked;
