package io.syncbridge.loading;

import io.syncbridge.definition.Folder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * A file that is otherwise than the one by which the bridge runs.
 *
 * @param name as {@link Folder} calls it
 * @param before the text by which the bridge runs; {@code null} where there is none
 * @param now the text in the folder; {@code null} where it is gone
 */
public record FileChange(String name, String before, String now) {

    /** What became of the file. */
    public enum Kind {
        ADDED, CHANGED, DELETED
    }

    private static final String GONE = "gone";

    public Kind kind() {
        return before == null ? Kind.ADDED : now == null ? Kind.DELETED : Kind.CHANGED;
    }

    /** Returns the difference, line by line, with some lines around it. */
    public List<LineDiff.Line> lines() {
        return LineDiff.of(Objects.requireNonNullElse(before, ""), Objects.requireNonNullElse(now, ""));
    }

    /** Returns a short name of the text that is in the folder, by which other instances know it. */
    public String hash() {
        return hash(now);
    }

    /** @param text {@code null} for a file that is gone */
    static String hash(String text) {
        return text == null ? GONE : digest(text);
    }

    static String digest(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
