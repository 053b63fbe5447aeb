package io.syncbridge.demo.salesforce;

import io.syncbridge.demo.salesforce.SoqlSql.Output;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Runs queries. */
final class Queries {

    private final OrgDatabase database;
    private final OrgClock clock;

    Queries(OrgDatabase database, OrgClock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * What a query found.
     *
     * @param total how many records; for {@code COUNT()} there are no records
     */
    record Found(long total, List<Map<String, Object>> records) {
    }

    /**
     * @param withDeleted whether records in the recycle bin count
     * @param version in the addresses of the records, like {@code v59.0}
     * @throws ApiException if the query cannot be run
     */
    Found run(String soql, boolean withDeleted, String version) {
        SoqlQuery query = SoqlParser.parse(soql);
        SoqlSql translated = SoqlSql.of(query, clock.now(), withDeleted);
        return database.read(handle -> query.isCount()
                ? new Found(bound(handle, translated).mapTo(long.class).one(), List.of())
                : found(records(handle, query, translated, withDeleted, version)));
    }

    private List<Map<String, Object>> records(Handle handle, SoqlQuery query, SoqlSql translated, boolean withDeleted, String version) {
        return bound(handle, translated).map((row, context) -> {
            Map<String, Object> record = record(translated, row, query.isAggregate(), version);
            for (SoqlQuery children : query.children()) {
                String id = row.getString(translated.outputs().size() + 1);
                record.put(children.object(), children(handle, children,
                        SoqlSql.ofChildren(children, translated.object(), id, clock.now(), withDeleted), withDeleted, version));
            }
            return record;
        }).list();
    }

    /** Returns {@code null} where there are none, as Salesforce does. */
    private Map<String, Object> children(Handle handle, SoqlQuery query, SoqlSql translated, boolean withDeleted, String version) {
        List<Map<String, Object>> records = records(handle, query, translated, withDeleted, version);
        var found = new LinkedHashMap<String, Object>();
        found.put("totalSize", records.size());
        found.put("done", true);
        found.put("records", records);
        return records.isEmpty() ? null : found;
    }

    /** Returns what {@code columns=true} asks for. @throws ApiException as when the query is run */
    Map<String, Object> describe(String soql) {
        SoqlQuery query = SoqlParser.parse(soql);
        SoqlSql translated = SoqlSql.of(query, clock.now(), true);
        var shown = new LinkedHashMap<String, Object>();
        shown.put("columnMetadata", translated.outputs().stream().map(output -> column(translated.object(), output)).toList());
        shown.put("entityName", translated.object().name());
        shown.put("groupBy", !query.groups().isEmpty());
        shown.put("idSelected", translated.outputs().stream().anyMatch(output -> output.path().equals(List.of("Id"))));
        shown.put("keyPrefix", translated.object().prefix());
        return shown;
    }

    private static Map<String, Object> column(SObject object, Output output) {
        String name = output.path().get(output.path().size() - 1);
        SObject owner = output.parent().isEmpty() ? object : output.parent().get(output.parent().size() - 1);
        Optional<Field> field = owner.field(name);
        FieldType type = output.type();
        var shown = new LinkedHashMap<String, Object>();
        shown.put("aggregate", type == null);
        shown.put("apexType", type == null ? "Integer" : type.describedAs());
        shown.put("booleanType", type == FieldType.BOOLEAN);
        shown.put("columnName", String.join(".", output.path()));
        shown.put("custom", name.endsWith("__c"));
        shown.put("displayName", name);
        shown.put("foreignKeyName", null);
        shown.put("insertable", field.filter(Field::writable).isPresent());
        shown.put("joinColumns", List.of());
        shown.put("numberType", type == null || type.isNumber());
        shown.put("textType", type != null && type.isText());
        shown.put("updatable", field.filter(Field::writable).isPresent());
        return shown;
    }

    /** Returns the names of a query's columns, like {@code Account.Name}. @throws ApiException as when it is run */
    List<String> columns(String soql) {
        return SoqlSql.of(SoqlParser.parse(soql), clock.now(), true).outputs().stream()
                .map(output -> String.join(".", output.path())).toList();
    }

    private static Found found(List<Map<String, Object>> records) {
        return new Found(records.size(), records);
    }

    private static org.jdbi.v3.core.statement.Query bound(Handle handle, SoqlSql translated) {
        var statement = handle.createQuery(translated.sql());
        for (int i = 0; i < translated.values().size(); i++) {
            statement.bind(i, translated.values().get(i));
        }
        return statement;
    }

    private static Map<String, Object> record(SoqlSql query, ResultSet row, boolean aggregate, String version) throws SQLException {
        var record = new LinkedHashMap<String, Object>();
        record.put("attributes", null);
        for (int i = 0; i < query.outputs().size(); i++) {
            Output output = query.outputs().get(i);
            Object value = row.getObject(i + 1);
            put(record, output, 0, output.type() == null ? value : output.type().shown(value), version);
        }
        record.put("attributes", aggregate ? Map.of("type", "AggregateResult")
                : Rows.attributes(query.object(), version, row.getString(query.outputs().size() + 1)));
        return record;
    }

    /** A parent of which nothing is known is shown as none, as Salesforce shows a reference to nothing. */
    @SuppressWarnings("unchecked")
    private static void put(Map<String, Object> record, Output output, int depth, Object value, String version) {
        String name = output.path().get(depth);
        if (depth == output.path().size() - 1) {
            record.put(name, value);
        } else if (value != null || record.get(name) != null) {
            var parent = (Map<String, Object>) record.get(name);
            if (parent == null) {
                parent = new LinkedHashMap<>();
                parent.put("attributes", Map.of("type", output.parent().get(depth).name()));
                record.put(name, parent);
            }
            put(parent, output, depth + 1, value, version);
        } else {
            record.put(name, null);
        }
    }
}
