package io.syncbridge.model;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a stream that tells each record's changes in their order, as a log's partition does. A connector gives it as the version of
 * what it reports, {@code stream:<stream>#<number>}, and says by that which of two reports is the later one, whatever their times are.
 *
 * @param stream the connector's name for the stream
 * @param number counts up along the stream
 */
public record StreamPlace(String stream, long number) {

    private static final Pattern TEXT = Pattern.compile("stream:(.+)#(\\d{1,18})");

    /** Returns the place that a version names; nothing where it names none. */
    public static Optional<StreamPlace> of(String version) {
        if (version == null || !version.startsWith("stream:")) {
            return Optional.empty();
        }
        Matcher text = TEXT.matcher(version);
        return text.matches() ? Optional.of(new StreamPlace(text.group(1), Long.parseLong(text.group(2)))) : Optional.empty();
    }

    /** Returns how far one version is behind another in the same stream, less than zero where it is before it; nothing where that cannot be told. */
    public static Optional<Integer> compare(String version, String other) {
        Optional<StreamPlace> place = of(version);
        return place.isEmpty() ? Optional.empty() : of(other).filter(known -> known.stream.equals(place.get().stream))
                .map(known -> Long.compare(place.get().number, known.number));
    }

    /** Returns the place as a version. */
    public String version() {
        return "stream:" + stream + "#" + number;
    }
}
