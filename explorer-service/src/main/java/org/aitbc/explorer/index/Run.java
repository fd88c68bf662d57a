package org.aitbc.explorer.index;

import java.util.List;
import java.util.Map;

/**
 * Blocks that follow each other.
 *
 * @param hurried whether no reorganisation replaces them any more, and balances are asked for later
 * @param balances what the touched addresses held afterwards, in decimal digits, as far as the node could say
 */
record Run(List<Block> blocks, boolean hurried, Map<Touch, String> balances) {

    /** An address, changed by a block. */
    record Touch(String address, long height) {}

    Run {
        for (int i = 1; i < blocks.size(); i++) {
            if (!blocks.get(i).parent().equals(blocks.get(i - 1).hash())) {
                throw new BadAnswer("block " + blocks.get(i).height() + " does not follow the one before");
            }
        }
    }

    Block first() {
        return blocks.getFirst();
    }

    Block last() {
        return blocks.getLast();
    }
}
