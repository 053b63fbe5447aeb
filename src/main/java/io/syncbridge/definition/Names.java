package io.syncbridge.definition;

import java.util.Set;

/** The names that one definition file itself gives and that its other parts may use. */
record Names(Set<String> systems, Set<String> fields) {

    /** What a word in a file can refer to. */
    enum Kind {
        SYSTEM, FIELD;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    Set<String> of(Kind kind) {
        return kind == Kind.SYSTEM ? systems : fields;
    }
}
