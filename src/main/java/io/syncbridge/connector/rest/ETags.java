package io.syncbridge.connector.rest;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Names the forms in which a system may know the state that an ETag shows. {@code If-Match} compares strongly, so that a weak
 * tag never holds by the rules; but some systems show weak tags and take them, others take what is inside, and proxies that
 * compress make tags weak or lengthen them.
 */
final class ETags {

    private static final Pattern COMPRESSED = Pattern.compile("(.+?)(?:--?|;)(?:gzip|br|deflate|zstd)(\"?)$");

    private ETags() {
    }

    /** Returns the forms, the likeliest first; the only one of a strong tag that no proxy has lengthened is itself. */
    static List<String> forms(String etag) {
        var forms = new LinkedHashSet<String>();
        forms.add(etag);
        String strong = etag.startsWith("W/") ? etag.substring(2) : etag;
        forms.add(strong);
        forms.add(COMPRESSED.matcher(strong).replaceFirst("$1$2"));
        return List.copyOf(forms);
    }
}
