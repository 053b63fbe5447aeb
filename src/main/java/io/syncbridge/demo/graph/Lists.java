package io.syncbridge.demo.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The lists of the site. */
class Lists {

    private final Jdbi jdbi;
    private final GraphClock clock;
    private final Map<String, ListInfo> known = new ConcurrentHashMap<>();

    Lists(Jdbi jdbi, GraphClock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
        jdbi.useHandle(handle -> handle.createQuery("select * from graph_list").map((row, context) -> list(handle, row)).list()
                .forEach(list -> known.put(list.id(), list)));
    }

    List<ListInfo> all() {
        return known.values().stream().sorted(Comparator.comparing(ListInfo::name)).toList();
    }

    /** @param key the list's id, its name or the name that people see */
    Optional<ListInfo> find(String key) {
        return known.values().stream().filter(list -> list.id().equalsIgnoreCase(key) || list.name().equalsIgnoreCase(key)
                || list.displayName().equalsIgnoreCase(key)).findFirst();
    }

    /** @throws GraphException if there is none */
    ListInfo get(String key) {
        return find(key).orElseThrow(() -> GraphException.missing("The specified list was not found"));
    }

    /** Every list has a column Title; a wish of that name says how it looks. @throws GraphException if the name is taken */
    synchronized ListInfo create(String displayName, boolean hidden, List<Column> columns) {
        if (find(displayName).isPresent()) {
            throw new GraphException(409, "nameAlreadyExists", "A list with the name '" + displayName + "' already exists.");
        }
        var all = new ArrayList<>(columns);
        if (all.stream().noneMatch(column -> column.name().equals("Title"))) {
            ObjectNode title = Json.object().put("name", "Title").put("required", true);
            title.putObject("text");
            all.add(0, Column.of(title));
        }
        var list = new ListInfo(UUID.randomUUID().toString(), displayName.replace(" ", hidden ? " " : ""), displayName, hidden,
                clock.now(), List.copyOf(all));
        jdbi.useTransaction(handle -> {
            handle.execute("insert into graph_list (id, name, display_name, hidden, created) values (?, ?, ?, ?, ?)",
                    list.id(), list.name(), displayName, hidden, list.created().atOffset(ZoneOffset.UTC));
            all.forEach(column -> insert(handle, list.id(), column));
        });
        known.put(list.id(), list);
        return list;
    }

    /** @throws GraphException if the name is taken */
    synchronized Column add(ListInfo list, Column column) {
        if (list.knows(column.name())) {
            throw new GraphException(409, "nameAlreadyExists", "A column with the name '" + column.name() + "' already exists.");
        }
        jdbi.useHandle(handle -> insert(handle, list.id(), column));
        var columns = new ArrayList<>(known.get(list.id()).columns());
        columns.add(column);
        known.put(list.id(), new ListInfo(list.id(), list.name(), list.displayName(), list.hidden(), list.created(), List.copyOf(columns)));
        return column;
    }

    private static void insert(Handle handle, String list, Column column) {
        handle.execute("insert into graph_column (list, definition) values (?, ?)", list, Json.write(column.definition()));
    }

    private static ListInfo list(Handle handle, ResultSet row) throws SQLException {
        String id = row.getString("id");
        List<Column> columns = handle.createQuery("select definition from graph_column where list = :list order by seq")
                .bind("list", id).mapTo(String.class).map(text -> new Column(Json.parse(text))).list();
        return new ListInfo(id, row.getString("name"), row.getString("display_name"), row.getBoolean("hidden"),
                row.getObject("created", OffsetDateTime.class).toInstant(), columns);
    }
}
