/** What runs now and then. */
@NullMarked
package org.aitbc.starter.schedule;

import org.jspecify.annotations.NullMarked;
