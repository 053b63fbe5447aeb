package io.syncbridge.demo.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** {@code /composite}, {@code /composite/batch} and {@code /composite/tree}: several requests in one. */
final class CompositeApi {

    private static final int MOST = 25;
    private static final int LARGEST_TREE = 200;
    private static final Pattern REFERENCE = Pattern.compile("@\\{([^}]+)}");

    private final OrgDatabase database;
    private final Records records;
    private final Function<Request, Reply> api;

    /** @param api answers a request within a request */
    CompositeApi(OrgDatabase database, Records records, Function<Request, Reply> api) {
        this.database = database;
        this.records = records;
        this.api = api;
    }

    private static final class RolledBack extends RuntimeException {

        private final transient List<Map<String, Object>> answers;

        RolledBack(List<Map<String, Object>> answers) {
            super("rolled back", null, false, false);
            this.answers = answers;
        }
    }

    Reply composite(Call call) {
        JsonNode sent = call.request().json();
        refuseTooMany(sent.path("compositeRequest").size(), MOST);
        if (!sent.path("allOrNone").asBoolean(false)) {
            return Reply.ok(Map.of("compositeResponse", answers(call, sent.path("compositeRequest"), false)));
        }
        try {
            return Reply.ok(Map.of("compositeResponse",
                    database.write(handle -> answers(call, sent.path("compositeRequest"), true))));
        } catch (RolledBack undone) {
            return Reply.ok(Map.of("compositeResponse", undone.answers));
        }
    }

    private List<Map<String, Object>> answers(Call call, JsonNode requests, boolean allOrNone) {
        var answers = new ArrayList<Map<String, Object>>();
        var byReference = new LinkedHashMap<String, JsonNode>();
        boolean failed = false;
        for (JsonNode request : requests) {
            Reply reply = ask(call, request.path("method").asText(), resolved(request.path("url").asText(), byReference),
                    request.has("body") ? resolved(Json.text(request.get("body")), byReference) : "");
            JsonNode body = reply.body() == null ? null : Json.tree(reply.body());
            failed |= reply.status() >= 300;
            byReference.put(request.path("referenceId").asText(), body == null ? Json.object() : body);
            var answer = new LinkedHashMap<String, Object>();
            answer.put("body", body);
            answer.put("httpHeaders", reply.headers());
            answer.put("httpStatusCode", reply.status());
            answer.put("referenceId", request.path("referenceId").asText());
            answers.add(answer);
        }
        if (failed && allOrNone) {
            answers.stream().filter(answer -> (int) answer.get("httpStatusCode") < 300).forEach(CompositeApi::markRolledBack);
            throw new RolledBack(answers);
        }
        return answers;
    }

    private static void markRolledBack(Map<String, Object> answer) {
        answer.put("body", List.of(ApiError.of("PROCESSING_HALTED",
                "The transaction was rolled back since another operation in the same transaction failed.").inBody()));
        answer.put("httpStatusCode", 400);
    }

    /** Puts values of earlier answers in the place of {@code @{reference.field}}. */
    private static String resolved(String text, Map<String, JsonNode> answers) {
        Matcher reference = REFERENCE.matcher(text);
        return reference.replaceAll(found -> {
            String path = "/" + found.group(1).replaceFirst("^[^.\\[]+", "").replaceFirst("^\\.", "").replaceAll("\\[(\\d+)]", "/$1")
                    .replace('.', '/');
            JsonNode answer = answers.get(found.group(1).replaceFirst("[.\\[].*$", ""));
            if (answer == null || answer.at(path.replace("//", "/")).isMissingNode()) {
                throw new ApiException(400, "PROCESSING_HALTED", "Invalid reference specified. No value for " + found.group(1)
                        + " found");
            }
            return Matcher.quoteReplacement(answer.at(path.replace("//", "/")).asText());
        });
    }

    private Reply ask(Call call, String method, String url, String body) {
        String path = url.startsWith("/") ? url : "/services/data/" + url;
        String[] parts = path.split("\\?", 2);
        var parameters = new LinkedHashMap<String, String>();
        for (String parameter : parts.length > 1 ? parts[1].split("&") : new String[0]) {
            String[] pair = parameter.split("=", 2);
            parameters.put(decoded(pair[0]), pair.length > 1 ? decoded(pair[1]) : "");
        }
        try {
            return api.apply(call.request().inner(method, parts[0], parameters, body));
        } catch (ApiException refused) {
            return Reply.of(refused);
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    Reply batch(Call call) {
        JsonNode sent = call.request().json();
        refuseTooMany(sent.path("batchRequests").size(), MOST);
        boolean halt = sent.path("haltOnError").asBoolean(false);
        var results = new ArrayList<Map<String, Object>>();
        boolean failed = false;
        for (JsonNode request : sent.path("batchRequests")) {
            Reply reply = failed && halt ? Reply.of(new ApiException(412, "BATCH_PROCESSING_HALTED",
                    "Batch processing halted per request")) : ask(call, request.path("method").asText(), request.path("url").asText(),
                    request.has("richInput") ? Json.text(request.get("richInput")) : "");
            failed |= reply.status() >= 400;
            var result = new LinkedHashMap<String, Object>();
            result.put("statusCode", reply.status());
            result.put("result", reply.body() == null ? null : Json.tree(reply.body()));
            results.add(result);
        }
        return Reply.ok(Map.of("hasErrors", failed, "results", results));
    }

    /** One member of a tree, and the reference by which it names its parent. */
    private record Branch(String reference, ObjectNode values) {
    }

    /** Creates records with their children, all or none. */
    Reply tree(Call call, SObject object) {
        JsonNode sent = call.request().json().path("records");
        try {
            return database.write(handle -> {
                var results = new ArrayList<Map<String, Object>>();
                var errors = new ArrayList<Map<String, Object>>();
                plant(call, object, null, null, sent, results, errors);
                refuseTooMany(results.size() + errors.size(), LARGEST_TREE);
                if (!errors.isEmpty()) {
                    throw new RolledBack(errors);
                }
                return Reply.json(201, Map.of("hasErrors", false, "results", results));
            });
        } catch (RolledBack undone) {
            return Reply.json(400, Map.of("hasErrors", true, "results", undone.answers));
        }
    }

    private void plant(Call call, SObject object, SObject parent, String parentId, JsonNode nodes,
            List<Map<String, Object>> results, List<Map<String, Object>> errors) {
        List<Branch> branches = StreamSupport.stream(nodes.spliterator(), false).map(node ->
                new Branch(node.path("attributes").path("referenceId").asText(), Json.objectOf(node).deepCopy())).toList();
        for (Branch branch : branches) {
            var children = new LinkedHashMap<SObject, ArrayNode>();
            Schema.ALL.stream().filter(child -> branch.values().path(child.plural()).has("records")).forEach(child ->
                    children.put(child, (ArrayNode) branch.values().remove(child.plural()).get("records")));
            if (parent != null) {
                branch.values().put(parent.name() + "Id", parentId);
            }
            Outcome outcome = records.apply(new Write.Create(object, branch.values()), call.origin());
            if (outcome.success()) {
                results.add(Map.of("referenceId", branch.reference(), "id", outcome.id()));
                children.forEach((child, below) -> plant(call, child, object, outcome.id(), below, results, errors));
            } else {
                errors.add(Map.of("referenceId", branch.reference(),
                        "errors", outcome.errors().stream().map(ApiError::inResult).toList()));
            }
        }
    }

    private static void refuseTooMany(int count, int most) {
        if (count > most) {
            throw new ApiException(400, "LIMIT_EXCEEDED", "The number of requests exceeds the limit of " + most + ".");
        }
    }
}
