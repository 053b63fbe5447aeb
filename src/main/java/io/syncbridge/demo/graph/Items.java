package io.syncbridge.demo.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The items of all lists, with their versions and the recycle bin. Writes come one after the other, so that changes have an order. */
class Items {

    private static final String ANY = "*";

    private final Jdbi jdbi;
    private final GraphClock clock;
    private final Lists lists;
    private final Consumer<String> changed;
    private final ValueIndex values = new ValueIndex();

    /** @param changed is told the id of every list in which something has changed, after the fact */
    Items(Jdbi jdbi, GraphClock clock, Lists lists, Consumer<String> changed) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.lists = lists;
        this.changed = changed;
    }

    /** Returns up to {@code limit} items with a greater id, by id. */
    List<Item> after(String list, long id, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("select * from graph_item where list = :list and id > :id"
                        + " and not deleted order by id limit :limit")
                .bind("list", list).bind("id", id).bind("limit", limit).map((row, context) -> item(row)).list());
    }

    /** Returns the items that hold the text under the name, whatever its letter case, by id. */
    List<Item> holding(String list, String name, String text) {
        return jdbi.withHandle(handle -> holding(handle, list, name, text));
    }

    private List<Item> holding(Handle handle, String list, String name, String text) {
        return values.holding(list, name, text, all -> all(handle, all)).stream().flatMap(id -> find(handle, list, id.toString()).stream())
                .filter(item -> !item.deleted() && item.fields().path(name).asText().equalsIgnoreCase(text)).toList();
    }

    /** Returns those in the recycle bin as well. */
    private static List<Item> all(Handle handle, String list) {
        return handle.createQuery("select * from graph_item where list = :list").bind("list", list)
                .map((row, context) -> item(row)).list();
    }

    /** Returns up to {@code limit} items that changed later, by change; those deleted before {@code silent} are left out. */
    List<Item> changedAfter(String list, long change, long silent, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("select * from graph_item where list = :list and change > :change"
                        + " and not (deleted and change <= :silent) order by change limit :limit")
                .bind("list", list).bind("change", change).bind("silent", silent).bind("limit", limit)
                .map((row, context) -> item(row)).list());
    }

    /** Returns the number of the list's latest change. */
    long latestChange(String list) {
        return jdbi.withHandle(handle -> handle.createQuery("select coalesce(max(change), 0) from graph_item where list = :list")
                .bind("list", list).mapTo(long.class).one());
    }

    List<Item> recycled(String list) {
        return jdbi.withHandle(handle -> handle.createQuery("select * from graph_item where list = :list and deleted order by change desc")
                .bind("list", list).map((row, context) -> item(row)).list());
    }

    /** @throws GraphException if there is no such item, or it is in the recycle bin */
    Item get(String list, String id) {
        return jdbi.withHandle(handle -> find(handle, list, id)).filter(item -> !item.deleted()).orElseThrow(Items::noItem);
    }

    /** Returns the versions of an item, the current one first. */
    List<Item> versions(Item current) {
        List<Item> earlier = jdbi.withHandle(handle -> handle.createQuery("select * from graph_version where list = :list"
                        + " and id = :id order by version desc")
                .bind("list", current.list()).bind("id", current.id())
                .map((row, context) -> new Item(current.list(), current.id(), current.guid(), row.getInt("version"),
                        current.created(), time(row, "modified"), current.author(), row.getInt("editor"),
                        Json.parse(row.getString("fields")), false, 0)).list());
        earlier.add(0, current);
        return earlier;
    }

    /** @param fields valid ones. @throws GraphException if a unique value or a reference is not valid */
    Item create(ListInfo list, ObjectNode fields, int user) {
        return write(list.id(), handle -> {
            handle.execute("update graph_list set last_item = last_item + 1 where id = ?", list.id());
            long id = handle.createQuery("select last_item from graph_list where id = :list").bind("list", list.id())
                    .mapTo(long.class).one();
            var item = new Item(list.id(), id, UUID.randomUUID().toString(), 1, clock.now(), clock.now(), user, user, fields,
                    false, nextChange(handle));
            check(handle, list, item);
            handle.createUpdate("insert into graph_item (list, id, guid, version, created, modified, author, editor, fields, change)"
                            + " values (:list, :id, :guid, :version, :created, :modified, :author, :editor, :fields, :change)")
                    .bind("list", item.list()).bind("id", item.id()).bind("guid", item.guid()).bind("version", item.version())
                    .bind("created", at(item.created())).bind("modified", at(item.modified())).bind("author", item.author())
                    .bind("editor", item.editor()).bind("fields", Json.write(fields)).bind("change", item.change()).execute();
            return item;
        });
    }

    /**
     * Makes a new version of an item.
     *
     * @param match the ETag that the item must have; {@code null} for any
     * @throws GraphException if there is no such item, it has another ETag or may not hold the values
     */
    Item update(ListInfo list, String id, String match, UnaryOperator<ObjectNode> edit, int user) {
        return write(list.id(), handle -> {
            Item before = matching(handle, list.id(), id, match);
            handle.createUpdate("insert into graph_version (list, id, version, modified, editor, fields)"
                            + " select list, id, version, modified, editor, fields from graph_item where list = :list and id = :id")
                    .bind("list", list.id()).bind("id", before.id()).execute();
            var item = new Item(list.id(), before.id(), before.guid(), before.version() + 1, before.created(), clock.now(),
                    before.author(), user, edit.apply(before.fields()), false, nextChange(handle));
            check(handle, list, item);
            handle.createUpdate("update graph_item set version = :version, modified = :modified, editor = :editor, fields = :fields,"
                            + " change = :change where list = :list and id = :id")
                    .bind("version", item.version()).bind("modified", at(item.modified())).bind("editor", user)
                    .bind("fields", Json.write(item.fields())).bind("change", item.change())
                    .bind("list", list.id()).bind("id", item.id()).execute();
            return item;
        });
    }

    /** Moves an item to the recycle bin. @throws GraphException if there is no such item or it has another ETag */
    void delete(ListInfo list, String id, String match) {
        write(list.id(), handle -> setDeleted(handle, matching(handle, list.id(), id, match), true));
    }

    /** Takes an item out of the recycle bin, as it was. @throws GraphException if it is not in there */
    void restore(ListInfo list, String id) {
        write(list.id(), handle -> setDeleted(handle,
                find(handle, list.id(), id).filter(Item::deleted).orElseThrow(Items::noItem), false));
    }

    private static Item setDeleted(Handle handle, Item item, boolean deleted) {
        handle.execute("update graph_item set deleted = ?, change = ? where list = ? and id = ?", deleted, nextChange(handle),
                item.list(), item.id());
        return item;
    }

    private Item write(String list, Work work) {
        Item written;
        synchronized (this) {
            written = jdbi.inTransaction(work::on);
            values.add(written);
        }
        changed.accept(list);
        return written;
    }

    private interface Work {
        Item on(Handle handle);
    }

    private static Item matching(Handle handle, String list, String id, String match) {
        Item item = find(handle, list, id).filter(found -> !found.deleted()).orElseThrow(Items::noItem);
        if (match != null && !match.equals(ANY) && !bare(match).equals(bare(item.etag()))) {
            throw new GraphException(412, "resourceModified", "ETag does not match current item's value");
        }
        return item;
    }

    /** ETags compare without {@code W/} and without quotes, which clients add and lose. */
    private static String bare(String etag) {
        return etag.replaceFirst("^W/", "").replace("\"", "");
    }

    private void check(Handle handle, ListInfo list, Item item) {
        for (Column column : list.columns()) {
            JsonNode value = item.fields().get(column.fieldName());
            if (value != null && column.unique()) {
                checkUnique(handle, column, item, value);
            }
            if (value != null && column.kind().isReference()) {
                checkReference(handle, column, value.asText());
            }
        }
    }

    private void checkUnique(Handle handle, Column column, Item item, JsonNode value) {
        boolean taken = holding(handle, item.list(), column.fieldName(), value.asText()).stream().anyMatch(other -> other.id() != item.id());
        if (taken) {
            throw GraphException.invalid("One or more fields with unique constraints already has the provided value.");
        }
    }

    private void checkReference(Handle handle, Column column, String id) {
        String target = column.kind() == Kind.PERSON ? lists.get(Users.LIST).id() : column.facet().path("listId").asText();
        if (find(handle, target, id).filter(item -> !item.deleted()).isEmpty()) {
            throw GraphException.invalid("Invalid value for field '" + column.fieldName() + "': there is no item " + id
                    + " in the list that it looks up.");
        }
    }

    private static Optional<Item> find(Handle handle, String list, String id) {
        return id.matches("\\d{1,15}")
                ? handle.createQuery("select * from graph_item where list = :list and id = :id").bind("list", list)
                        .bind("id", Long.parseLong(id)).map((row, context) -> item(row)).findOne()
                : Optional.empty();
    }

    private static GraphException noItem() {
        return GraphException.missing("The specified item was not found.");
    }

    private static long nextChange(Handle handle) {
        return handle.createQuery("select next value for graph_change").mapTo(long.class).one();
    }

    private static Item item(ResultSet row) throws SQLException {
        return new Item(row.getString("list"), row.getLong("id"), row.getString("guid"), row.getInt("version"),
                time(row, "created"), time(row, "modified"), row.getInt("author"), row.getInt("editor"),
                Json.parse(row.getString("fields")), row.getBoolean("deleted"), row.getLong("change"));
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime at(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
