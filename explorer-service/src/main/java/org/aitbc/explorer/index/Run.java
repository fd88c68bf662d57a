package org.aitbc.explorer.index;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Blocks that follow each other.
 *
 * @param balances what the touched addresses held afterwards, in decimal digits, as far as the node could say
 */
record Run(List<Block> blocks, Map<Touch, String> balances) {

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

    /** The addresses whose balance after the run is not known. */
    Set<String> untold() {
        Map<String, Long> last = new LinkedHashMap<>();
        blocks.forEach(block -> block.touched().keySet().forEach(address -> last.put(address, block.height())));
        last.entrySet().removeIf(one -> balances.containsKey(new Touch(one.getKey(), one.getValue())));
        return last.keySet();
    }
}
