package io.syncbridge.connector.rest;

import java.net.URI;
import java.util.Map;
import java.util.regex.Pattern;

/** How a list is asked for in parts. A position is text; {@code null} is the first page, or that there is no next one. */
sealed interface Paging {

    /** Returns the address of the page at a position. */
    URI page(URI list, String position, int size);

    /** Returns the position after this page; {@code null} after the last. @throws OddAnswerException with a cure */
    String next(String position, Listing listing) throws OddAnswerException;

    /** Says whether a record that is edited while pages are read can push another one over a page's edge, unread. */
    default boolean isShifting() {
        return true;
    }

    enum Style { NONE, PAGE, OFFSET, CURSOR, LINK }

    static Paging of(OptionReader options) {
        Style style = options.choice("paging", Style.NONE);
        String pageParam = options.text("pageParam", style == Style.OFFSET ? "offset" : "page");
        String sizeParam = options.text("sizeParam");
        int firstPage = options.number("firstPage", 1);
        String cursorParam = options.text("cursorParam", "cursor");
        FieldPath nextPath = options.path("nextPath");
        if (style == Style.CURSOR && nextPath == null) {
            throw new IllegalArgumentException("paging=cursor needs the option nextPath: where an answer names the next cursor.");
        }
        return switch (style) {
            case NONE -> new Whole();
            case PAGE -> new Numbered(pageParam, sizeParam, firstPage);
            case OFFSET -> new Offset(pageParam, sizeParam);
            case CURSOR -> new Cursor(cursorParam, sizeParam, nextPath);
            case LINK -> new Link(sizeParam, nextPath);
        };
    }

    private static URI sized(URI list, String sizeParam, int size) {
        return sizeParam == null ? list : Uris.with(list, Map.of(sizeParam, size));
    }

    /** Everything comes in one answer. */
    record Whole() implements Paging {

        @Override
        public URI page(URI list, String position, int size) {
            return list;
        }

        @Override
        public String next(String position, Listing listing) {
            return null;
        }
    }

    /** Pages have numbers. Only an empty page is the last: a short one may be a system that gives less than asked. */
    record Numbered(String pageParam, String sizeParam, int firstPage) implements Paging {

        @Override
        public URI page(URI list, String position, int size) {
            return Uris.with(sized(list, sizeParam, size), Map.of(pageParam, number(position)));
        }

        @Override
        public String next(String position, Listing listing) {
            return listing.elements().isEmpty() ? null : Integer.toString(number(position) + 1);
        }

        private int number(String position) {
            return position == null ? firstPage : Integer.parseInt(position);
        }
    }

    /** Pages begin after a number of records. Only an empty page is the last, as with numbered ones. */
    record Offset(String offsetParam, String sizeParam) implements Paging {

        @Override
        public URI page(URI list, String position, int size) {
            return Uris.with(sized(list, sizeParam, size), Map.of(offsetParam, offset(position)));
        }

        @Override
        public String next(String position, Listing listing) {
            int count = listing.elements().size();
            return count == 0 ? null : Integer.toString(offset(position) + count);
        }

        private static int offset(String position) {
            return position == null ? 0 : Integer.parseInt(position);
        }
    }

    /** Each answer names the cursor of the next page. */
    record Cursor(String cursorParam, String sizeParam, FieldPath nextPath) implements Paging {

        @Override
        public URI page(URI list, String position, int size) {
            URI sized = sized(list, sizeParam, size);
            return position == null ? sized : Uris.with(sized, Map.of(cursorParam, position));
        }

        @Override
        public String next(String position, Listing listing) {
            String next = nextPath.textIn(listing.json());
            return next == null || next.isBlank() ? null : next;
        }

        @Override
        public boolean isShifting() {
            return false;
        }
    }

    /** Each answer holds the address of the next page, in the header {@code Link} (RFC 8288) or in the body. */
    record Link(String sizeParam, FieldPath nextPath) implements Paging {

        private static final Pattern NEXT = Pattern.compile("<([^>]*)>[^,<]*;\\s*rel=\"?next\"?");

        @Override
        public URI page(URI list, String position, int size) {
            return position == null ? sized(list, sizeParam, size) : URI.create(position);
        }

        @Override
        public String next(String position, Listing listing) throws OddAnswerException {
            String link = nextPath != null ? nextPath.textIn(listing.json()) : header(listing.answer().header("link"));
            return link == null || link.isBlank() ? null : Uris.follow(listing, link).toString();
        }

        private static String header(String links) {
            var next = NEXT.matcher(links == null ? "" : links);
            return next.find() ? next.group(1) : null;
        }
    }
}
