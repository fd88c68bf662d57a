/** The rules of votes, which governance decides itself. */
@NullMarked
package org.aitbc.governance.rule;

import org.jspecify.annotations.NullMarked;
