package io.syncbridge.demo.salesforce;

import java.util.List;

final class BulkApi {
    Reply handle(Call call, List<String> path) {
        throw ApiException.missing();
    }
}
