package io.syncbridge.operate;

import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.model.CanonicalRecord;
import java.util.Objects;
import java.util.Optional;

/** The names by which people know records. */
public final class Titles {

    private Titles() {
    }

    /** Returns the name of a record that holds the values; nothing where all that could name it is blank. */
    public static Optional<String> of(SyncDefinition sync, CanonicalRecord values) {
        return sync.titles().stream().map(values::get).filter(Objects::nonNull).map(Words::value).filter(name -> !name.isBlank()).findFirst();
    }
}
