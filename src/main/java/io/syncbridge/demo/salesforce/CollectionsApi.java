package io.syncbridge.demo.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;

/** {@code /composite/sobjects}: up to 200 records in one request, each with its own outcome. */
final class CollectionsApi {

    private static final int MOST = 200;
    private static final int MOST_READ = 2000;

    private final Records records;
    private final SObjectApi sobjects;

    CollectionsApi(Records records, SObjectApi sobjects) {
        this.records = records;
        this.sobjects = sobjects;
    }

    /** @param path what follows {@code composite/sobjects} */
    Reply handle(Call call, List<String> path) {
        return switch (path.size()) {
            case 0 -> ofAny(call);
            case 1 -> Reply.ok(read(call, Schema.named(path.get(0))));
            case 2 -> upsert(call, Schema.named(path.get(0)), path.get(1));
            default -> throw ApiException.missing();
        };
    }

    private Reply ofAny(Call call) {
        return switch (call.request().method()) {
            case "POST" -> write(call, sent(call).stream().map(record -> (Write) new Write.Create(object(record), record)).toList(), false);
            case "PATCH" -> write(call, sent(call).stream().map(record -> (Write) new Write.Update(object(record), id(record), record))
                    .toList(), false);
            case "DELETE" -> delete(call);
            default -> throw call.notAllowed("DELETE,PATCH,POST");
        };
    }

    private Reply upsert(Call call, SObject object, String keyName) {
        Field key = sobjects.externalKey(object, keyName).orElseThrow(() -> new ApiException(400, "INVALID_FIELD",
                "Provided external ID field does not exist or is not accessible: " + keyName));
        return write(call, sent(call).stream().map(record -> {
            ObjectNode values = record.deepCopy();
            JsonNode value = values.remove(key.name());
            return (Write) new Write.Upsert(object, key, value == null || value.isNull() ? null : value.asText(), values);
        }).toList(), true);
    }

    private Reply delete(Call call) {
        List<String> ids = Arrays.stream(call.request().required("ids").split(",")).map(String::strip).toList();
        refuseTooMany(ids.size(), MOST);
        List<Outcome> outcomes = records.apply(ids.stream().map(id -> (Write) new Write.Delete(id)).toList(),
                call.request().flag("allOrNone"), call.origin());
        return Reply.ok(outcomes.stream().map(outcome -> outcome.shown(false)).toList());
    }

    private Reply write(Call call, List<Write> writes, boolean withCreated) {
        writes.forEach(CollectionsApi::refuseUnreadable);
        boolean allOrNone = call.request().json().path("allOrNone").asBoolean(false);
        return Reply.ok(records.apply(writes, allOrNone, call.origin()).stream()
                .map(outcome -> outcome.shown(withCreated)).toList());
    }

    /** A value that is not of its field's type is no JSON for that type, and spoils the request. */
    private static void refuseUnreadable(Write write) {
        try {
            if (write instanceof Write.Create create) {
                Validation.read(create.object(), create.values(), false);
            } else if (write instanceof Write.Update update) {
                Validation.read(update.object(), update.values(), false);
            } else if (write instanceof Write.Upsert upsert) {
                Validation.read(upsert.object(), upsert.values(), false);
            }
        } catch (ApiException refused) {
            if (refused.isUnreadable()) {
                throw refused;
            }
        }
    }

    private static List<ObjectNode> sent(Call call) {
        JsonNode sent = call.request().json().path("records");
        refuseTooMany(sent.size(), MOST);
        return StreamSupport.stream(sent.spliterator(), false).map(Json::objectOf).toList();
    }

    private static SObject object(ObjectNode record) {
        String type = record.path("attributes").path("type").asText("");
        return Schema.find(type).orElseThrow(() -> type.isEmpty()
                ? new ApiException(400, "INVALID_TYPE", "Object type not specified: attributes.type is missing")
                : new ApiException(400, "INVALID_TYPE", "sObject type '" + type + "' is not supported."));
    }

    private static String id(ObjectNode record) {
        return record.path(record.has("Id") ? "Id" : "id").asText(null);
    }

    private Object read(Call call, SObject object) {
        var ids = new ArrayList<String>();
        var fields = new ArrayList<String>();
        if (call.request().method().equals("GET")) {
            ids.addAll(List.of(call.request().required("ids").split("\\s*,\\s*")));
            fields.addAll(List.of(call.request().required("fields").split("\\s*,\\s*")));
        } else {
            call.request().json().path("ids").forEach(id -> ids.add(id.asText()));
            call.request().json().path("fields").forEach(field -> fields.add(field.asText()));
        }
        refuseTooMany(ids.size(), MOST_READ);
        return sobjects.several(object, ids, fields, call.version());
    }

    private static void refuseTooMany(int count, int most) {
        if (count > most) {
            throw new ApiException(400, "INVALID_BATCH_SIZE", "The number of records exceeds the limit of " + most + ".");
        }
    }
}
