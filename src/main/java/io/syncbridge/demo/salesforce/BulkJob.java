package io.syncbridge.demo.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A bulk job: what is to be done, how far it is, and what came of each row. */
final class BulkJob {

    enum State { Open, UploadComplete, InProgress, Aborted, JobComplete, Failed }

    /** A row that was tried. @param cells as it was sent */
    record Done(Outcome outcome, List<String> cells) {
    }

    final String id;
    final String operation;
    final String object;
    final String externalIdField;
    final String query;
    final String version;
    final Csv csv;
    final Origin origin;
    private final Map<String, Object> described = new LinkedHashMap<>();
    private final Instant created;
    private State state;
    private String upload;
    private String failure;
    private List<String> columns = List.of();
    private List<List<String>> unprocessed = List.of();
    private final List<Done> done = new ArrayList<>();
    private List<List<String>> found = List.of();

    /** @param sent what the caller asks for. @param object the object's name */
    BulkJob(String id, JsonNode sent, String object, Call call, Instant created, boolean isQuery) {
        this.id = id;
        this.operation = sent.path("operation").asText();
        this.object = object;
        this.externalIdField = sent.path("externalIdFieldName").asText(null);
        this.query = sent.path("query").asText();
        this.version = call.version();
        this.origin = call.origin();
        this.created = created;
        this.state = isQuery ? State.UploadComplete : State.Open;
        String delimiter = sent.path("columnDelimiter").asText("COMMA");
        String lineEnding = sent.path("lineEnding").asText("LF");
        this.csv = Csv.of(delimiter, lineEnding);
        described.put("concurrencyMode", "Parallel");
        described.put("contentType", "CSV");
        described.put("apiVersion", Double.valueOf(version.substring(1)));
        described.put("lineEnding", lineEnding);
        described.put("columnDelimiter", delimiter);
        described.put("jobType", isQuery ? "V2Query" : "V2Ingest");
        if (!isQuery) {
            described.put("contentUrl", "services/data/" + version + "/jobs/ingest/" + id + "/batches");
        }
        if (externalIdField != null) {
            described.put("externalIdFieldName", externalIdField);
        }
    }

    synchronized State state() {
        return state;
    }

    /** Goes on to a state. @throws ApiException 400 if the job is not in one of these states */
    synchronized void move(State to, State... from) {
        if (!List.of(from).contains(state)) {
            throw new ApiException(400, "INVALIDJOBSTATE", "Job object is in state " + state + " and cannot become " + to);
        }
        state = to;
    }

    /** Takes the rows; once. */
    synchronized void upload(String text) {
        if (state != State.Open) {
            throw new ApiException(400, "INVALIDJOBSTATE", "Job " + id + " is not open for data: " + state);
        }
        if (upload != null) {
            throw new ApiException(400, "INVALIDJOBSTATE", "Found multiple contents for job: <" + id
                    + ">, please 'Close' / 'Abort' / 'Delete' the current Job then create a new Job and make sure you only do 'PUT' once on a given Job.");
        }
        upload = text;
    }

    synchronized Csv.Table rows() {
        Csv.Table table = csv.read(upload == null ? "" : upload);
        columns = table.columns();
        unprocessed = table.rows();
        return table;
    }

    synchronized void add(List<Done> some) {
        done.addAll(some);
        unprocessed = unprocessed.subList(some.size(), unprocessed.size());
    }

    synchronized void found(List<String> names, List<List<String>> rows) {
        columns = names;
        found = rows;
    }

    synchronized void fail(String why) {
        state = State.Failed;
        failure = why;
    }

    synchronized List<List<String>> found() {
        return found;
    }

    synchronized List<String> columns() {
        return columns;
    }

    synchronized String successes() {
        return csv.write(with("sf__Id", "sf__Created"), done.stream().filter(row -> row.outcome().success())
                .map(row -> with(row.cells(), row.outcome().id(), Boolean.toString(row.outcome().created()))).toList());
    }

    synchronized String failures() {
        return csv.write(with("sf__Id", "sf__Error"), done.stream().filter(row -> !row.outcome().success())
                .map(row -> with(row.cells(), "", error(row.outcome().errors().get(0)))).toList());
    }

    synchronized String unprocessed() {
        return csv.write(columns, unprocessed);
    }

    private static String error(ApiError error) {
        return error.code() + ":" + error.message() + ":" + String.join(",", error.fields()) + " --";
    }

    private List<String> with(String first, String second) {
        return with(columns, first, second);
    }

    private static List<String> with(List<String> cells, String first, String second) {
        var all = new ArrayList<>(List.of(first == null ? "" : first, second));
        all.addAll(cells);
        return all;
    }

    synchronized Map<String, Object> shown() {
        var shown = new LinkedHashMap<String, Object>();
        shown.put("id", id);
        shown.put("operation", operation);
        shown.put("object", object);
        shown.put("createdById", Ids.USER);
        shown.put("createdDate", Times.written(created));
        shown.put("systemModstamp", Times.written(created));
        shown.put("state", state.name());
        shown.putAll(described);
        if (state == State.JobComplete || state == State.Failed || state == State.InProgress) {
            shown.put("numberRecordsProcessed", done.size() + found.size());
            shown.put("numberRecordsFailed", done.stream().filter(row -> !row.outcome().success()).count());
            shown.put("retries", 0);
            shown.put("totalProcessingTime", 1);
        }
        if (failure != null) {
            shown.put("errorMessage", failure);
        }
        return shown;
    }
}
