package io.syncbridge.connector.webhook;

import java.util.Locale;
import java.util.Set;

/** Reads what happened from the words of senders: {@code contact.deleted}, {@code CONTACT_CREATED}, {@code contactUpdated}. */
public final class Operations {

    private static final Set<String> CREATED = Set.of("create", "created", "creation", "insert", "inserted", "added");
    private static final Set<String> DELETED = Set.of("delete", "deleted", "deletion", "remove", "removed", "removal", "destroy", "destroyed", "erased");
    private static final Set<String> UPDATED = Set.of("update", "updated", "change", "changed", "edited", "modified", "save", "saved");

    private Operations() {
    }

    /** Returns the operation of the last word; an update where it is another one. */
    public static String of(String type) {
        String word = last(type);
        return CREATED.contains(word) ? "create" : DELETED.contains(word) ? "delete" : "update";
    }

    /** Says whether the last word is an operation. */
    static boolean isOne(String type) {
        String word = last(type);
        return CREATED.contains(word) || DELETED.contains(word) || UPDATED.contains(word);
    }

    private static String last(String type) {
        String[] words = type.strip().split("[^\\p{L}]+|(?<=\\p{Ll})(?=\\p{Lu})");
        return words.length == 0 ? "" : words[words.length - 1].toLowerCase(Locale.ROOT);
    }
}
