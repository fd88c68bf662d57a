@NullMarked
package org.aitbc.domain.database;

import org.jspecify.annotations.NullMarked;
