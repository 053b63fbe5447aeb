package io.syncbridge.torture;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;

/** What the bridge leaves in its store, read by the test's own statements. */
final class BridgeStore {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Jdbi jdbi;

    BridgeStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** A conflict row: of which records it is, and which values lost. */
    record Conflict(Set<String> records, Set<String> lost) {
    }

    Jdbi jdbi() {
        return jdbi;
    }

    /**
     * Describes what is in hand: changes that have waited longer than that, deliveries that are tried again by themselves (but not
     * those that wait for their parents), and runs that go on.
     */
    List<String> inHand(int seconds) {
        return jdbi.withHandle(handle -> handle.createQuery("select 'change ' || cast(inbox as text) from inbox where received_at <"
                        + " now() - :seconds * interval '1 second' union all select 'delivery ' || cast(delivery as text) from delivery"
                        + " where state = 'WAITING' and not exists (select 1 from waiting_child where kind = 'WRITE'"
                        + " and child = delivery.sync_id and system = target_system)"
                        + " union all select 'note ' || cast(note as text) from note"
                        + " union all select 'run ' || cast(run as text) from run where state in ('WAITING', 'RUNNING')")
                .bind("seconds", seconds).mapTo(String.class).list());
    }

    int waiting() {
        return jdbi.withHandle(handle -> handle.createQuery("select count(*) from inbox").mapTo(int.class).one());
    }

    /** Returns the migrations of the store: the version, and {@code done} or {@code failed}. */
    List<String> migrations() {
        return jdbi.withHandle(handle -> handle.createQuery("select version || case when success then ' done' else ' failed' end"
                + " from flyway_schema_history where version is not null").mapTo(String.class).list());
    }

    /** Returns why syncs have stopped at a brake. */
    List<String> brakes() {
        return jdbi.withHandle(handle -> handle.createQuery("select why from brake where state = 'OPEN'").mapTo(String.class).list());
    }

    /** Returns how many lanes and polls somebody still claims. */
    int claims() {
        return jdbi.withHandle(handle -> handle.createQuery("select (select count(*) from lane where owner is not null)"
                + " + (select count(*) from poll where owner is not null)").mapTo(int.class).one());
    }

    /** Lets the claims of instances that are gone run out now, as they do by themselves after a while. */
    void expireClaims() {
        jdbi.useHandle(handle -> {
            handle.execute("update lane set owner = null");
            handle.execute("update poll set owner = null");
        });
    }

    List<Conflict> conflicts() {
        return jdbi.withHandle(handle -> handle.createQuery("select * from sync_log where status = 'CONFLICT'")
                .map((row, context) -> {
                    var records = new HashSet<String>();
                    records.add(row.getString("source_system") + "/" + row.getString("source_record_id"));
                    records.add(row.getString("target_system") + "/" + row.getString("target_record_id"));
                    var lost = new HashSet<String>();
                    for (JsonNode node : json(row.getString("details")).findValues("lost")) {
                        leaves(node, lost);
                    }
                    return new Conflict(records, lost);
                }).list());
    }

    private static JsonNode json(String text) {
        try {
            return text == null ? JSON.createObjectNode() : JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The log holds details that are not JSON: " + text, e);
        }
    }

    private static void leaves(JsonNode node, Set<String> found) {
        if (node.isContainerNode()) {
            node.forEach(child -> leaves(child, found));
        } else {
            found.add(Fields.normal(node.asText()));
        }
    }

    /** Returns the records that wait for a person, in open reviews or failed changes, or for their parents. */
    Set<String> heldRecords() {
        return jdbi.withHandle(handle -> new HashSet<>(handle.createQuery("""
                select link.system || '/' || link.record_id from link where link.entity in
                    (select sync_id from review where state = 'OPEN' union select sync_id from delivery where state = 'FAILED')
                union select source_system || '/' || source_record_id from delivery where state = 'FAILED'
                union select link.system || '/' || link.record_id from link join waiting_child on waiting_child.child = link.entity
                union select system || '/' || child from waiting_child where kind = 'READ'""")
                .mapTo(String.class).list()));
    }

    /** Returns the records of which an administrator has taken back something. */
    Set<String> undoneRecords() {
        return jdbi.withHandle(handle -> new HashSet<>(handle.createQuery("""
                select source_system || '/' || source_record_id from sync_log where run_id in (select id from run where kind = 'UNDO')
                union select target_system || '/' || target_record_id from sync_log where run_id in (select id from run where kind = 'UNDO')
                union select system || '/' || record_id from link where entity in (select sync_id from review where kind = 'UNDO')""")
                .mapTo(String.class).list()));
    }

    /** Returns the records that the bridge knows to have created. */
    Set<String> createdRecords() {
        return jdbi.withHandle(handle -> new HashSet<>(handle.createQuery(
                "select target_system || '/' || target_record_id from sync_log where operation = 'CREATE' and status = 'SUCCESS'")
                .mapTo(String.class).list()));
    }

    /** Returns why something failed, as {@code system/record: error}. */
    List<String> errors() {
        return jdbi.withHandle(handle -> handle.createQuery(
                "select concat(source_system, '/', source_record_id, ': ', error) from sync_log where status = 'FAILED'")
                .mapTo(String.class).list());
    }

    /** Returns what the bridge says of the records, oldest first. */
    List<String> log(Set<String> records) {
        var lines = new ArrayList<String>();
        jdbi.useHandle(handle -> {
            for (String table : List.of("sync_log", "delivery", "review", "inbox", "link", "entity")) {
                for (Map<String, Object> row : handle.createQuery("select to_jsonb(t) ->> 'id' as id, to_jsonb(t) as row from "
                        + table + " t where " + condition(table)).bindList("records", new ArrayList<>(records)).mapToMap().list()) {
                    lines.add(table + " " + row.get("row"));
                }
            }
        });
        return lines;
    }

    private static String condition(String table) {
        String ids = "(select entity from link where system || '/' || record_id in (<records>))";
        return switch (table) {
            case "sync_log", "delivery" -> "sync_id in " + ids + " or source_system || '/' || source_record_id in (<records>)"
                    + " or target_system || '/' || target_record_id in (<records>)";
            case "link" -> "entity in " + ids;
            case "entity" -> "id in " + ids;
            case "inbox" -> "system || '/' || record_id in (<records>)";
            default -> "sync_id in " + ids;
        };
    }
}
