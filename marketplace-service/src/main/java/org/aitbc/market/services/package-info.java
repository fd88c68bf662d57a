/** Services that are sold by the unit across regions and chains. */
@NullMarked
package org.aitbc.market.services;

import org.jspecify.annotations.NullMarked;
