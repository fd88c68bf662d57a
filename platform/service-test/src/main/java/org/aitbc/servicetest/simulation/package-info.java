/** Programs of several machines run in virtual time, with every chance decided by a seed. */
@NullMarked
package org.aitbc.servicetest.simulation;

import org.jspecify.annotations.NullMarked;
