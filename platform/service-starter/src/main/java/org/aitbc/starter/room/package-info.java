@NullMarked
package org.aitbc.starter.room;

import org.jspecify.annotations.NullMarked;
