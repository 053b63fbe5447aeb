package io.syncbridge.definition;

import java.util.Collection;
import java.util.Optional;

/** The settings that route files can refer to as {@code {{name}}}. */
public interface Placeholders {

    /** Returns the text with all settings in the place of their names; nothing where one has neither a value nor a default. */
    Optional<String> resolve(String text);

    /** Returns the names of all settings. */
    Collection<String> names();
}
