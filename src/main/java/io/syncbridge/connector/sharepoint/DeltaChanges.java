package io.syncbridge.connector.sharepoint;

import static io.syncbridge.component.ReportKeys.ID;

import io.syncbridge.connector.rest.Answer;
import io.syncbridge.connector.rest.OddAnswerException;
import io.syncbridge.connector.rest.PassingException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reports changed items, page after page, by Graph's delta query. The first walk shows every item of the list. */
final class DeltaChanges {

    private static final int RESYNC = 410;
    private static final int LARGEST_PAGE = 5000;

    private final GraphClient client;
    private final SharePointList list;

    DeltaChanges(GraphClient client, SharePointList list) {
        this.client = client;
        this.list = list;
    }

    /**
     * One answer to {@code changes}.
     *
     * @param more whether to ask again at once
     * @param isScan whether it is part of a scan of every item
     */
    record Page(List<Map<String, Object>> reports, String cursor, boolean more, boolean isScan) {
    }

    /**
     * @param text as the page before returned it; {@code null} for a scan from the start
     * @param limit the most items wanted in the pages of a scan; Graph's links keep to it
     */
    Page page(String text, int limit) throws PassingException, OddAnswerException {
        ListInfo info = list.info();
        DeltaCursor cursor = DeltaCursor.of(text, info.id());
        Answer answer = ask(info, cursor, limit);
        if (answer.status() == RESYNC) {
            cursor = DeltaCursor.scan(info.id());
            answer = ask(info, cursor, limit);
        }
        if (!(answer.orThrow().json() instanceof Map<?, ?> json) || !(json.get("value") instanceof List<?> items)) {
            throw new OddAnswerException(answer.call() + " answered without a list of items. Check graph-url.");
        }
        List<Map<String, Object>> reports = reports(info, items);
        if (json.get("@odata.nextLink") instanceof String next) {
            return new Page(reports, cursor.at(client.path(next)).text(), true, cursor.isScan());
        }
        if (json.get("@odata.deltaLink") instanceof String last) {
            return new Page(reports, cursor.after(client.path(last)).text(), false, cursor.isScan());
        }
        throw new OddAnswerException(answer.call() + " answered with neither a next page nor a deltaLink. Check graph-url.");
    }

    private Answer ask(ListInfo info, DeltaCursor cursor, int limit) throws PassingException, OddAnswerException {
        Answer answer = client.get(cursor.link() != null ? cursor.link()
                : info.items() + "/delta?$expand=fields&$top=" + Math.min(limit, LARGEST_PAGE));
        if (answer.status() == 404) {
            list.doubt();
        }
        return answer;
    }

    /** An item may appear several times; where it stands last, it stands as it is. */
    private static List<Map<String, Object>> reports(ListInfo info, List<?> items) {
        var reports = new LinkedHashMap<Object, Map<String, Object>>();
        for (Object element : items) {
            if (element instanceof Map<?, ?> item) {
                Map<String, Object> report = item.get("deleted") != null
                        ? Items.deleted(String.valueOf(item.get("id"))) : Items.report(info, item);
                reports.remove(report.get(ID));
                reports.put(report.get(ID), report);
            }
        }
        return List.copyOf(reports.values());
    }
}
