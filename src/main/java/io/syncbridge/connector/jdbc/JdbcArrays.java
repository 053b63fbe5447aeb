package io.syncbridge.connector.jdbc;

import io.syncbridge.model.Unreadable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Arrays as JDBC has them, as lists of JSON-shaped values and back. */
final class JdbcArrays {

    private JdbcArrays() {
    }

    static List<Object> toList(Object[] array) {
        var list = new ArrayList<Object>(array.length);
        for (Object element : array) {
            list.add(shaped(element));
        }
        return list;
    }

    static Object[] ofList(Collection<?> list) {
        return list.stream().map(element -> element instanceof Collection<?> inner ? ofList(inner) : element).toArray();
    }

    private static Object shaped(Object element) {
        if (element == null || element instanceof String || element instanceof Boolean || element instanceof BigDecimal) {
            return element;
        }
        if (element instanceof Object[] inner) {
            return toList(inner);
        }
        return element instanceof byte[] ? new Unreadable("bytes", "Bytes have no form in a record.")
                : element instanceof Float || element instanceof Double ? ColumnType.DOUBLE.toRecord(Double.valueOf(element.toString()))
                : element instanceof Number ? (Object) new BigDecimal(element.toString()) : element.toString();
    }
}
