package io.syncbridge.connector.rest;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names the forms in which a system may know the state that an ETag shows. {@code If-Match} compares strongly, so that a weak
 * tag never holds by the rules; but some systems show weak tags and take them, others take what is inside, and proxies that
 * compress make tags weak or lengthen them.
 */
final class ETags {

    private static final Pattern COMPRESSED = Pattern.compile("(.+?)(?:--?|;)(?:gzip|br|deflate|zstd)(\"?)$");

    /** Begins a version that is told by a record's contents, where a system shows no ETag. */
    private static final String CONTENT = "content:";

    private ETags() {
    }

    /** Returns the answer's ETag; {@code null} where it shows none that tells one state from another. */
    static String of(Answer answer) {
        String etag = answer.header("etag");
        return etag == null || Set.of("", "*", "\"\"", "W/\"\"").contains(etag.strip()) ? null : etag.strip();
    }

    /** Returns the version of a record that came without an ETag. @param hash names its contents */
    static String ofContent(String hash) {
        return CONTENT + hash;
    }

    static boolean isOfContent(String version) {
        return version.startsWith(CONTENT);
    }

    /** Returns the forms, the likeliest first; the only one of a strong tag that no proxy has lengthened is itself. */
    static List<String> forms(String etag) {
        var forms = new LinkedHashSet<String>();
        forms.add(etag);
        String strong = etag.startsWith("W/") ? etag.substring(2) : etag;
        forms.add(strong);
        if (!strong.endsWith("\"")) {
            forms.add('"' + strong + '"');
        }
        forms.add(COMPRESSED.matcher(strong).replaceFirst("$1$2"));
        return List.copyOf(forms);
    }
}
