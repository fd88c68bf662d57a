/** What explorer-service does for other services on chains. */
@NullMarked
package org.aitbc.domain.chain;

import org.jspecify.annotations.NullMarked;
