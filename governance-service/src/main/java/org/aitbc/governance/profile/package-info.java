/** Those who take part, as they are shown. */
@NullMarked
package org.aitbc.governance.profile;

import org.jspecify.annotations.NullMarked;
