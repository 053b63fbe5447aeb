package io.syncbridge.demo.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code /sobjects}: one record at a time, and what the objects are. */
final class SObjectApi {

    private final OrgDatabase database;
    private final Records records;
    private final OrgClock clock;

    SObjectApi(OrgDatabase database, Records records, OrgClock clock) {
        this.database = database;
        this.records = records;
        this.clock = clock;
    }

    /** @param path what follows {@code sobjects} */
    Reply handle(Call call, List<String> path) {
        if (path.isEmpty()) {
            return Reply.ok(Map.of("encoding", "UTF-8", "maxBatchSize", 200,
                    "sobjects", Schema.ALL.stream().map(object -> Description.basic(object, call.version())).toList()));
        }
        SObject object = Schema.named(path.get(0));
        return switch (path.size()) {
            case 1 -> ofObject(call, object);
            case 2 -> ofPart(call, object, path.get(1));
            case 3 -> byExternalId(call, object, path.get(1), path.get(2));
            default -> throw ApiException.missing();
        };
    }

    private Reply ofObject(Call call, SObject object) {
        return switch (call.request().method()) {
            case "GET" -> Reply.ok(Map.of("objectDescribe", Description.basic(object, call.version()), "recentItems", List.of()));
            case "POST" -> created(call, records.apply(new Write.Create(object, body(call)), call.origin()));
            default -> throw call.notAllowed("GET,HEAD,POST");
        };
    }

    private Reply ofPart(Call call, SObject object, String part) {
        return switch (part) {
            case "describe" -> Reply.ok(Description.full(object, call.version()));
            case "updated", "deleted" -> between(call, object, part.equals("deleted"));
            default -> byId(call, object, part);
        };
    }

    private static Reply created(Call call, Outcome outcome) {
        String id = outcome.orThrow();
        return Reply.json(201, Map.of("id", id, "success", true, "errors", List.of()))
                .with("Location", "/services/data/" + call.version() + "/sobjects/" + Schema.ofId(id).orElseThrow().name() + "/" + id);
    }

    private Reply byId(Call call, SObject object, String part) {
        String id = Ids.valid(part).filter(known -> known.startsWith(object.prefix())).orElseThrow(() ->
                new ApiException(404, "NOT_FOUND", "Provided external ID field does not exist or is not accessible: " + part));
        String method = call.request().method();
        return switch (method) {
            case "GET" -> shown(call, object, find(object, id));
            case "PATCH" -> {
                refuseIfChanged(call, object, id);
                yield written(records.apply(new Write.Update(object, id, body(call)), call.origin()));
            }
            case "DELETE" -> {
                refuseIfChanged(call, object, id);
                yield written(records.apply(new Write.Delete(id), call.origin()));
            }
            default -> throw call.notAllowed("DELETE,GET,HEAD,PATCH");
        };
    }

    /** What is missing among several is an invalid reference; what is asked for alone is just not there. */
    private static Reply written(Outcome outcome) {
        if (!outcome.success() && outcome.failure().errors().get(0).code().equals("INVALID_CROSS_REFERENCE_KEY")
                && outcome.failure().status() == 404) {
            throw ApiException.missing();
        }
        outcome.orThrow();
        return Reply.empty(204);
    }

    private Map<String, Object> find(SObject object, String id) {
        return database.read(handle -> Rows.find(handle, object, id)).filter(row -> !(boolean) row.get("IsDeleted"))
                .orElseThrow(ApiException::missing);
    }

    private static Reply shown(Call call, SObject object, Map<String, Object> row) {
        Instant modified = modified(row);
        String since = call.request().header("if-modified-since");
        if (since != null && !modified.isAfter(headerTime(since))) {
            return Reply.empty(304);
        }
        return Reply.ok(Rows.shown(object, row, fields(call, object), call.version()))
                .with("Last-Modified", Times.inHeader(modified));
    }

    private static List<Field> fields(Call call, SObject object) {
        String wanted = call.request().parameters().get("fields");
        return wanted == null ? object.fields() : Arrays.stream(wanted.split(",")).map(String::strip).map(name -> object.field(name)
                .orElseThrow(() -> new ApiException(400, "INVALID_FIELD",
                        "No such column '" + name + "' on sobject of type " + object.name()))).toList();
    }

    private void refuseIfChanged(Call call, SObject object, String id) {
        String since = call.request().header("if-unmodified-since");
        if (since != null && modified(find(object, id)).isAfter(headerTime(since))) {
            throw new ApiException(412, "PRECONDITION_FAILED", "A precondition specified in the request header failed.");
        }
    }

    private static Instant modified(Map<String, Object> row) {
        return ((OffsetDateTime) row.get("LastModifiedDate")).toInstant();
    }

    private static Instant headerTime(String text) {
        try {
            return Times.fromHeader(text);
        } catch (IllegalArgumentException unreadable) {
            throw new ApiException(400, "INVALID_HEADER", "Unparseable date: " + text);
        }
    }

    private Reply byExternalId(Call call, SObject object, String fieldName, String value) {
        Field key = object.field(fieldName).filter(field -> field.unique() || field.type() == FieldType.ID).orElseThrow(() ->
                new ApiException(404, "NOT_FOUND", "Provided external ID field does not exist or is not accessible: " + fieldName));
        return switch (call.request().method()) {
            case "GET" -> shown(call, object, matched(object, key, value));
            case "DELETE" -> written(records.apply(new Write.Delete((String) matched(object, key, value).get("Id")), call.origin()));
            case "PATCH", "POST", "PUT" -> upserted(call, object, records.apply(
                    new Write.Upsert(object, key, value, withoutKey(key, body(call))), call.origin()));
            default -> throw call.notAllowed("DELETE,GET,HEAD,PATCH,POST");
        };
    }

    private static ObjectNode withoutKey(Field key, ObjectNode body) {
        if (body.has(key.name())) {
            throw new ApiException(400, "INVALID_FIELD", "The " + key.name() + " field should not be specified in the sobject data.");
        }
        return body;
    }

    private static Reply upserted(Call call, SObject object, Outcome outcome) {
        if (!outcome.success() && outcome.failure().status() == 300) {
            String ids = outcome.failure().getMessage();
            return Reply.json(300, Arrays.stream(ids.substring(ids.indexOf('[') + 1, ids.indexOf(']')).split(", "))
                    .map(id -> object.url(call.version(), id)).toList());
        }
        String id = outcome.orThrow();
        return Reply.json(outcome.created() ? 201 : 200,
                Map.of("id", id, "success", true, "errors", List.of(), "created", outcome.created()));
    }

    private Map<String, Object> matched(SObject object, Field key, String value) {
        return database.read(handle -> Rows.findBy(handle, object, key, value)).stream()
                .filter(row -> !(boolean) row.get("IsDeleted")).findFirst().orElseThrow(ApiException::missing);
    }

    private Reply between(Call call, SObject object, boolean deleted) {
        OffsetDateTime start = time(call, "start");
        OffsetDateTime end = time(call, "end");
        if (!start.isBefore(end)) {
            throw new ApiException(400, "INVALID_REPLICATION_DATE", "startDate before or equal to endDate");
        }
        List<Map<String, Object>> found = database.read(handle -> handle.createQuery("select \"Id\" id, \"SystemModstamp\" at from "
                        + object.table() + " where \"SystemModstamp\" >= :start and \"SystemModstamp\" < :end and \"IsDeleted\" = :deleted")
                .bind("start", start).bind("end", end).bind("deleted", deleted).mapToMap().list());
        var answer = new LinkedHashMap<String, Object>();
        if (deleted) {
            answer.put("deletedRecords", found.stream().map(row -> Map.of("id", row.get("id"),
                    "deletedDate", Times.written(((OffsetDateTime) row.get("at")).toInstant()))).toList());
            answer.put("earliestDateAvailable", Times.written(clock.now().minusSeconds(15L * 24 * 3600)));
        } else {
            answer.put("ids", found.stream().map(row -> row.get("id")).toList());
        }
        OffsetDateTime now = Times.column(clock.now());
        answer.put("latestDateCovered", Times.written((end.isBefore(now) ? end : now).toInstant()));
        return Reply.ok(answer);
    }

    private static OffsetDateTime time(Call call, String parameter) {
        try {
            return Times.read(call.request().required(parameter).replace(' ', '+'));
        } catch (IllegalArgumentException unreadable) {
            throw new ApiException(400, "INVALID_FIELD", "Unparseable date: " + call.request().parameters().get(parameter));
        }
    }

    private static ObjectNode body(Call call) {
        return Json.objectOf(call.request().json());
    }

    /** Returns the records with these ids, deleted ones not, in the order asked for; {@code null} in the place of a missing one. */
    List<Map<String, Object>> several(SObject object, List<String> ids, List<String> names, String version) {
        List<Field> fields = names.stream().map(name -> object.field(name).orElseThrow(() -> new ApiException(400, "INVALID_FIELD",
                "No such column '" + name + "' on sobject of type " + object.name()))).toList();
        return database.read(handle -> ids.stream().map(id -> Ids.valid(id).flatMap(known -> Rows.find(handle, object, known))
                .filter(row -> !(boolean) row.get("IsDeleted"))
                .map(row -> Rows.shown(object, row, fields, version)).orElse(null)).collect(java.util.stream.Collectors.toList()));
    }

    Optional<Field> externalKey(SObject object, String name) {
        return object.field(name).filter(field -> field.unique() || field.type() == FieldType.ID);
    }
}
