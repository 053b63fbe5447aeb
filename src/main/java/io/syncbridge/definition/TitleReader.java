package io.syncbridge.definition;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads and checks {@code title}, the field that names a record to people. */
final class TitleReader {

    private final Node.Entries file;
    private final Scope scope;

    TitleReader(Node.Entries file, Scope scope) {
        this.file = file;
        this.scope = scope;
    }

    /**
     * Returns the fields that name a record: the title, then the fields of text in the file's order.
     *
     * @param fields by name; a title that names another was reported with the file's shape
     */
    List<String> read(Map<String, Field> fields) {
        Optional<String> title = file.text("title").filter(fields::containsKey);
        title.ifPresent(name -> check(fields.get(name)));
        return Stream.concat(title.stream(), fields.values().stream().filter(field -> obstacle(field) == null)
                .map(field -> field.policy().name()).filter(this::isText)).distinct().toList();
    }

    private void check(Field title) {
        String obstacle = obstacle(title);
        if (obstacle != null) {
            scope.problems().report("title", file.placeOf("title"), "`" + title.policy().name() + "` cannot name records: " + obstacle + ".",
                    "Name a field whose value everybody who looks at the record may read.");
        }
    }

    private static String obstacle(Field field) {
        return field.isPrivate() ? "it is private, and a title is shown in lists"
                : field.isComputed() ? "it is computed and never read"
                : field.reference() != null ? "it points to another record" : null;
    }

    private boolean isText(String field) {
        Node.Entries line = file.section("fields").section(field);
        return line.get("type").isEmpty() || line.text("type").equals(Optional.of("text"));
    }
}
