package org.aitbc.explorer.browse;

import java.util.Objects;
import org.aitbc.domain.error.Conflict;
import org.aitbc.explorer.index.Progress;
import org.aitbc.explorer.index.Progresses;
import org.aitbc.starter.paging.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** As of which block a list is given. */
@Component
class Tips {

    private final Progresses progresses;
    private final JdbcClient jdbc;

    Tips(Progresses progresses, JdbcClient jdbc) {
        this.progresses = progresses;
        this.jdbc = jdbc;
    }

    /** @throws Conflict when the block that the cursor stands at was replaced: the list has to be begun again */
    Part part(@Nullable Long chainId, Page page) {
        Progress at = progresses.require(chainId);
        if (page.cursor() == null) {
            String hash = Objects.requireNonNull(at.hash());
            return new Part(at.chainId(), at.indexed(), hash, null, page.rows(), page.skipped());
        }
        Cursor cursor = Cursor.parse(page.cursor());
        boolean there = jdbc.sql("""
                        select exists (select from explorer.block where chain_id = ? and height = ?
                            and substr(encode(hash, 'hex'), 1, 16) = ?)""")
                .params(at.chainId(), cursor.height(), cursor.hash())
                .query(Boolean.class)
                .single();
        if (!there) {
            throw new Conflict("CURSOR_REPLACED", "block " + cursor.height() + " was replaced: begin the list again");
        }
        return new Part(at.chainId(), cursor.asOf(), "0x" + cursor.hash(), cursor, page.rows(), 0);
    }

    /** A cursor of a list that depends on all blocks up to the one it is as of, as that was when the part was begun. */
    static String next(Part part, String rest) {
        return Cursor.at(part.asOf(), part.asOf(), part.hash(), rest).text();
    }
}
