package io.syncbridge.mapping.transform;

import java.util.HashMap;
import java.util.Map;

/** Settings as tests write them: name, value, name, value. */
final class Given {

    private Given() {
    }

    static Map<String, Object> settings(Object... namesAndValues) {
        var settings = new HashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            settings.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return settings;
    }
}
