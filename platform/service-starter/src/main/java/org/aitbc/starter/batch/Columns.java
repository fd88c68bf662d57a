package org.aitbc.starter.batch;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Hands rows to a statement that takes each column as one array, for {@code unnest}. */
public final class Columns {

    private Columns() {}

    /** Sets a parameter to what {@code value} is for each row, in order; {@code type} is PostgreSQL's name of an element. */
    public static <T> void set(
            PreparedStatement statement, int index, String type, List<T> rows, Function<T, @Nullable Object> value)
            throws SQLException {
        statement.setArray(
                index,
                statement
                        .getConnection()
                        .createArrayOf(type, rows.stream().map(value).toArray()));
    }
}
