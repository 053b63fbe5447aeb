package io.syncbridge.demo.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import io.syncbridge.demo.salesforce.BulkJob.State;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Bulk API 2.0: {@code /jobs/ingest} and {@code /jobs/query}. Jobs are forgotten when the simulation ends. */
final class BulkApi {

    private static final String CSV = "text/csv;charset=UTF-8";
    private static final int LARGEST_PAGE = 50_000;

    private final BulkWork work;
    private final Queries queries;
    private final OrgClock clock;
    private final AtomicLong numbers = new AtomicLong(System.currentTimeMillis());
    private final Map<String, BulkJob> ingestJobs = Collections.synchronizedMap(new LinkedHashMap<>());
    private final Map<String, BulkJob> queryJobs = Collections.synchronizedMap(new LinkedHashMap<>());

    BulkApi(BulkWork work, Queries queries, OrgClock clock) {
        this.work = work;
        this.queries = queries;
        this.clock = clock;
    }

    /** @param path what follows {@code jobs} */
    Reply handle(Call call, List<String> path) {
        boolean query = path.equals(List.of("query")) || path.size() > 1 && path.get(0).equals("query");
        if (!query && (path.isEmpty() || !path.get(0).equals("ingest"))) {
            throw ApiException.missing();
        }
        Map<String, BulkJob> jobs = query ? queryJobs : ingestJobs;
        if (path.size() == 1) {
            return call.request().method().equals("POST") ? query ? createQuery(call) : createIngest(call) : list(jobs);
        }
        BulkJob job = job(jobs, path.get(1));
        if (path.size() == 2) {
            return ofJob(call, jobs, job, query);
        }
        return query ? results(call, job, path.get(2)) : data(call, job, path.get(2));
    }

    private static BulkJob job(Map<String, BulkJob> jobs, String text) {
        BulkJob job = Ids.valid(text).map(jobs::get).orElse(null);
        if (job == null) {
            throw new ApiException(404, "NOT_FOUND", "The requested resource does not exist");
        }
        return job;
    }

    private static Reply list(Map<String, BulkJob> jobs) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("done", true);
        synchronized (jobs) {
            answer.put("records", jobs.values().stream().map(BulkJob::shown).toList());
        }
        answer.put("nextRecordsUrl", null);
        return Reply.ok(answer);
    }

    private Reply createIngest(Call call) {
        JsonNode sent = call.request().json();
        String operation = sent.path("operation").asText();
        if (!BulkWork.isOperation(operation)) {
            throw new ApiException(400, "INVALIDOPERATION", "Unknown operation: " + operation);
        }
        SObject object = Schema.find(sent.path("object").asText()).orElseThrow(() -> new ApiException(400, "INVALIDENTITY",
                "sObject type '" + sent.path("object").asText() + "' is not supported."));
        String key = sent.path("externalIdFieldName").asText("");
        if (operation.equals("upsert") && object.field(key).filter(field -> field.unique() || field.type() == FieldType.ID).isEmpty()) {
            throw new ApiException(400, "INVALIDENTITY", "Invalid external ID field name: " + key);
        }
        var job = new BulkJob(nextId(), sent, object.name(), call, clock.now(), false);
        ingestJobs.put(job.id, job);
        return Reply.ok(job.shown());
    }

    private Reply createQuery(Call call) {
        JsonNode sent = call.request().json();
        String soql = sent.path("query").asText();
        String object;
        try {
            queries.columns(soql);
            object = SoqlParser.parse(soql).object();
        } catch (ApiException refused) {
            throw new ApiException(400, "API_ERROR", refused.errors().get(0).code() + ": " + refused.getMessage());
        }
        var job = new BulkJob(nextId(), sent, object, call, clock.now(), true);
        queryJobs.put(job.id, job);
        Reply reply = Reply.ok(job.shown());
        work.query(job);
        return reply;
    }

    private String nextId() {
        return Ids.numbered("750", numbers.incrementAndGet());
    }

    private Reply ofJob(Call call, Map<String, BulkJob> jobs, BulkJob job, boolean query) {
        switch (call.request().method()) {
            case "GET" -> { }
            case "DELETE" -> {
                if (!List.of(State.JobComplete, State.Aborted, State.Failed, State.UploadComplete).contains(job.state())) {
                    throw new ApiException(400, "INVALIDJOBSTATE", "Job " + job.id + " cannot be deleted in state " + job.state());
                }
                jobs.remove(job.id);
                return Reply.empty(204);
            }
            case "PATCH", "PUT" -> change(job, call.request().json().path("state").asText(), query);
            default -> throw call.notAllowed("DELETE,GET,HEAD,PATCH");
        }
        return Reply.ok(job.shown());
    }

    private void change(BulkJob job, String state, boolean query) {
        if (state.equals("Aborted")) {
            job.move(State.Aborted, State.Open, State.UploadComplete, State.InProgress);
        } else if (state.equals("UploadComplete") && !query) {
            job.move(State.UploadComplete, State.Open);
            work.ingest(job);
        } else {
            throw new ApiException(400, "INVALIDJOBSTATE", "Unsupported state: " + state);
        }
    }

    private static Reply data(Call call, BulkJob job, String part) {
        return switch (part) {
            case "batches" -> {
                job.upload(call.request().body());
                yield Reply.empty(201);
            }
            case "successfulResults" -> Reply.text(CSV, job.successes());
            case "failedResults" -> Reply.text(CSV, job.failures());
            case "unprocessedrecords", "unprocessedRecords" -> Reply.text(CSV, job.unprocessed());
            default -> throw ApiException.missing();
        };
    }

    /** The locator is where the page begins; it says {@code null} when there are no more. */
    private static Reply results(Call call, BulkJob job, String part) {
        if (!part.equals("results")) {
            throw ApiException.missing();
        }
        if (job.state() != State.JobComplete) {
            throw new ApiException(400, "INVALIDJOBSTATE", "Job " + job.id + " has no results in state " + job.state());
        }
        List<List<String>> rows = job.found();
        int from = number(call, "locator", 0);
        int to = (int) Math.min(rows.size(), (long) from + Math.max(1, number(call, "maxRecords", LARGEST_PAGE)));
        List<List<String>> page = rows.subList(Math.min(from, to), to);
        return Reply.text(CSV, job.csv.write(job.columns(), page))
                .with("Sforce-NumberOfRecords", Integer.toString(page.size()))
                .with("Sforce-Locator", to < rows.size() ? Integer.toString(to) : "null");
    }

    private static int number(Call call, String parameter, int otherwise) {
        String text = call.request().parameters().get(parameter);
        if (text == null || text.equals("null")) {
            return otherwise;
        }
        if (!text.matches("\\d{1,9}")) {
            throw new ApiException(400, "INVALID_ARGUMENT", "The " + parameter + " is invalid: " + text);
        }
        return Integer.parseInt(text);
    }
}
