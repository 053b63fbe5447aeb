package io.syncbridge.loading;

import io.syncbridge.BridgeConfig;
import io.syncbridge.definition.Folder;
import io.syncbridge.definition.Kamelet;
import io.syncbridge.definition.RouteFileCheck;
import io.syncbridge.model.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The Kamelets that routes may use: those that ship with the bridge, and a team's own in {@code routes/kamelets}. */
@ApplicationScoped
public class KameletFiles {

    private static final List<String> SHIPPED = List.of("jdbc-table", "kafka-topic", "kafka-topic-source", "rest-resource", "salesforce-object",
            "sharepoint-list");
    private static final String ENDING = ".kamelet.yaml";

    private final BridgeConfig config;

    public KameletFiles(BridgeConfig config) {
        this.config = config;
    }

    /** Returns the Kamelets by name; a team's own comes before a shipped one of the same name. */
    public Map<String, Kamelet> read(Folder folder) throws IOException {
        var kamelets = new HashMap<String, Kamelet>();
        var mistakes = new ArrayList<Problem>();
        for (String name : SHIPPED) {
            try (InputStream file = getClass().getResourceAsStream("/kamelets/" + name + ENDING)) {
                if (file == null) {
                    continue;
                }
                String yaml = new String(file.readAllBytes(), StandardCharsets.UTF_8);
                Kamelet.read(name + ENDING, yaml, mistakes).ifPresent(kamelet -> kamelets.put(name, kamelet));
            }
        }
        folder.kamelets().forEach(name -> Kamelet.read(place(name), folder.text(name), mistakes)
                .ifPresent(kamelet -> kamelets.put(kamelet.name(), kamelet)));
        return kamelets;
    }

    /** Returns what is wrong with a team's own Kamelets. */
    List<Problem> problems(Folder folder, RouteFileCheck check) {
        return folder.kamelets().stream().flatMap(name -> check.checkKamelet(place(name), folder.text(name)).stream()).toList();
    }

    private String place(String name) {
        return config.routes().resolve(name).toString();
    }
}
