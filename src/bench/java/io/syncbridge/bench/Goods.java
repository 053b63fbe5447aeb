package io.syncbridge.bench;

import java.sql.PreparedStatement;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** The table that is kept the same: a key, nine more columns, and a modified time. */
final class Goods {

    static final List<String> COLUMNS =
            List.of("id", "code", "name", "email", "phone", "city", "street", "amount", "active", "notes");

    private static final String SELECTED = String.join(", ", COLUMNS);

    /** Updates of one transaction. */
    private static final int TOGETHER = 50;

    private final Jdbi database;

    Goods(Jdbi database) {
        this.database = database;
        database.useHandle(handle -> handle.execute("""
                create table if not exists goods (id int primary key, code text not null, name text not null, email text,
                    phone text, city text, street text, amount numeric(12, 2), active boolean, notes text,
                    modified timestamptz not null default clock_timestamp())"""));
    }

    Jdbi database() {
        return database;
    }

    /** Puts {@code count} rows in, without anyone's triggers being told apart from people's writes. */
    void fill(int count) {
        database.useHandle(handle -> {
            handle.execute("insert into goods (" + SELECTED + """
                    ) select i, 'G-' || i, 'Article number ' || i, 'sales' || i || '@example.com', '+4930' || (1000000 + i),
                        'Town ' || i % 500, 'Main street ' || i % 200, i % 10000 + 0.25, i % 3 = 0,
                        'Some words about article ' || i from generate_series(1, ?) i""", count);
            handle.execute("create index on goods (modified, id)");
            handle.execute("vacuum analyze goods");
        });
    }

    /** Updates the rows {@code from} to {@code to - 1}, one statement each, in transactions of fifty; waits for each commit. */
    void update(int from, int to, String mark) {
        Plain.work(database, connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "update goods set name = ?, amount = amount + 1, modified = clock_timestamp() where id = ?")) {
                for (int id = from; id < to; id++) {
                    update.setString(1, mark + " " + id);
                    update.setInt(2, id);
                    update.executeUpdate();
                    if ((id - from) % TOGETHER == TOGETHER - 1) {
                        connection.commit();
                    }
                }
            }
        });
    }

    int count() {
        return database.withHandle(handle -> handle.createQuery("select count(*) from goods").mapTo(int.class).one());
    }

    String nameOf(int id) {
        return database.withHandle(handle -> handle.createQuery("select name from goods where id = ?").bind(0, id)
                .mapTo(String.class).findOne().orElse(""));
    }

    /** One number for all rows in all their columns, the same for the same rows. */
    long hash() {
        return database.withHandle(handle -> handle.createQuery("select coalesce(sum(hashtext((" + SELECTED
                + ")::text)::bigint), 0) from goods").mapTo(long.class).one());
    }

    /** All rows as texts. */
    List<String> rows() {
        return database.withHandle(handle -> handle.createQuery("select (" + SELECTED + ")::text from goods").mapTo(String.class).list());
    }
}
