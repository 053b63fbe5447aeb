package io.syncbridge.connector.rest;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Addresses made from others, everything escaped. */
public final class Uris {

    private Uris() {
    }

    /** Returns the address with query parameters added. */
    static URI with(URI address, Map<String, ?> parameters) {
        String query = parameters.entrySet().stream()
                .map(entry -> escape(entry.getKey()) + "=" + escape(entry.getValue().toString()))
                .collect(Collectors.joining("&"));
        String old = address.getRawQuery();
        return parts(address, address.getRawPath(), old == null || old.isEmpty() ? query : old + "&" + query);
    }

    /** Returns the address of one record; the query of the list's address stays. */
    static URI child(URI list, String id) {
        String path = list.getRawPath();
        return parts(list, (path.endsWith("/") ? path : path + "/") + escape(id), list.getRawQuery());
    }

    /** Returns the id of the record at an address that {@link #child} could have made; {@code null} of any other. */
    static String idOf(URI list, URI record) {
        String path = record.getRawPath();
        String id = path.substring(path.lastIndexOf('/') + 1);
        return !id.isEmpty() && child(list, "x").getRawPath().equals(path.substring(0, path.lastIndexOf('/') + 1) + "x")
                ? URLDecoder.decode(id.replace("+", "%2B"), StandardCharsets.UTF_8) : null;
    }

    /** Returns the address without its query, which may hold more than a message should. */
    static String shown(URI address) {
        return parts(address, address.getRawPath(), null).toString();
    }

    /** @throws OddAnswerException if the link leads to another server, which must not see our credentials */
    static URI follow(Listing listing, String link) throws OddAnswerException {
        return follow(listing.address(), listing.answer(), link);
    }

    static URI follow(URI from, Answer answer, String link) throws OddAnswerException {
        try {
            URI target = from.resolve(link);
            if (isSameServer(from, target)) {
                return target;
            }
            throw new OddAnswerException(answer.call() + " answered with a link to another server, " + target.getScheme()
                    + "://" + target.getAuthority() + ", which is not followed. Set the option address to that server.");
        } catch (IllegalArgumentException unreadable) {
            throw new OddAnswerException(answer.call() + " answered with a link that is no address. Check the option nextPath.");
        }
    }

    static boolean isSameServer(URI one, URI other) {
        return Objects.equals(one.getAuthority(), other.getAuthority()) && Objects.equals(one.getScheme(), other.getScheme());
    }

    /** Returns the address in a header {@code Location}; {@code null} where there is none or it is no address. */
    static URI located(URI from, String location) {
        try {
            return location == null ? null : from.resolve(location.strip());
        } catch (IllegalArgumentException unreadable) {
            return null;
        }
    }

    private static URI parts(URI address, String path, String query) {
        return URI.create(address.getScheme() + "://" + address.getRawAuthority() + path + (query == null ? "" : "?" + query));
    }

    /** Returns the text as it stands in a path segment or a query value. */
    public static String escape(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
