@NullMarked
package org.aitbc.starter.database;

import org.jspecify.annotations.NullMarked;
