/** What jurisdictions ask of members of their councils. */
@NullMarked
package org.aitbc.governance.compliance;

import org.jspecify.annotations.NullMarked;
