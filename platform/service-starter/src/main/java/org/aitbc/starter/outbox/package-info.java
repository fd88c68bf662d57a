@NullMarked
package org.aitbc.starter.outbox;

import org.jspecify.annotations.NullMarked;
