package org.aitbc.explorer.index;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.aitbc.explorer.fake.FakeBlock;
import org.aitbc.explorer.fake.FakeBlock.Sent;
import org.aitbc.explorer.fake.FakeChain;

/** What a chain's tables are to hold, worked out from its first block on in the simplest way. */
record Expected(
        List<String> blocks,
        List<String> transactions,
        List<String> transfers,
        List<String> versions,
        List<String> balances) {

    static Expected of(FakeChain chain) {
        List<String> blocks = new ArrayList<>();
        List<String> transactions = new ArrayList<>();
        List<String> transfers = new ArrayList<>();
        List<String> versions = new ArrayList<>();
        Map<String, Long> counts = new TreeMap<>();
        List<FakeBlock> all = chain.blocks();
        for (FakeBlock block : all) {
            blocks.add(block.height() + " " + block.hash() + " " + block.parent() + " "
                    + block.transactions().size());
            Map<String, Integer> touched = new TreeMap<>();
            int logs = 0;
            for (int i = 0; i < block.transactions().size(); i++) {
                Sent one = block.transactions().get(i);
                transactions.add(String.join(
                        " ",
                        block.height() + "",
                        i + "",
                        one.hash(),
                        one.sender(),
                        one.receiver(),
                        one.creates() + "",
                        one.value() + "",
                        one.fee() + "",
                        one.success() + ""));
                for (int number = 0; number < one.transfers(); number++) {
                    transfers.add(String.join(
                            " ",
                            block.height() + "",
                            logs++ + "",
                            i + "",
                            FakeChain.TOKEN,
                            one.sender(),
                            one.receiver(),
                            one.value() + ""));
                }
                touched.merge(one.sender(), 1, Integer::sum);
                if (!one.sender().equals(one.receiver())) {
                    touched.merge(one.receiver(), 1, Integer::sum);
                }
                touched.putIfAbsent(FakeBlock.PROPOSER, 0);
            }
            touched.forEach((address, count) -> {
                counts.merge(address, (long) count, Long::sum);
                versions.add(block.height() + " " + address + " " + counts.get(address));
            });
        }
        Map<String, BigInteger> last = all.getLast().balances();
        List<String> balances = counts.keySet().stream()
                .map(address -> address + " " + last.getOrDefault(address, BigInteger.ZERO))
                .toList();
        return new Expected(blocks, transactions, transfers, versions, balances);
    }
}
