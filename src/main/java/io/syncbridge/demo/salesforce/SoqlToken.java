package io.syncbridge.demo.salesforce;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A word of a query.
 *
 * @param text as written; of a string what it says
 * @param at where it begins, from 0
 */
record SoqlToken(Kind kind, String text, int at) {

    enum Kind { NAME, STRING, TIME, NUMBER, SYMBOL, END }

    private static final Pattern TOKEN = Pattern.compile("\\s*(?:"
            + "(?<string>'[^'\\\\]*+(?:\\\\.[^'\\\\]*+)*+')"
            + "|(?<time>\\d{4}-\\d{2}-\\d{2}(?:T\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{1,3})?(?:Z|[+-]\\d{2}:?\\d{2}))?)"
            + "|(?<number>[+-]?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?)"
            + "|(?<name>[A-Za-z_][A-Za-z0-9_]*(?:\\.[A-Za-z_][A-Za-z0-9_]*)*)"
            + "|(?<symbol><=|>=|<>|!=|[=<>(),:]))", Pattern.DOTALL);

    static List<SoqlToken> of(String query) {
        var tokens = new ArrayList<SoqlToken>();
        Matcher matcher = TOKEN.matcher(query);
        int at = 0;
        while (!query.substring(at).isBlank()) {
            if (!matcher.region(at, query.length()).lookingAt()) {
                int bad = at + query.substring(at).length() - query.substring(at).stripLeading().length();
                throw SoqlException.malformed(query, bad, query.charAt(bad) == '\'' ? "unterminated string literal"
                        : "line 1:" + bad + " no viable alternative at character '" + query.charAt(bad) + "'");
            }
            tokens.add(token(matcher));
            at = matcher.end();
        }
        tokens.add(new SoqlToken(Kind.END, "<EOF>", query.length()));
        return tokens;
    }

    private static SoqlToken token(Matcher matcher) {
        for (Kind kind : List.of(Kind.STRING, Kind.TIME, Kind.NUMBER, Kind.NAME, Kind.SYMBOL)) {
            String group = kind.name().toLowerCase(java.util.Locale.ROOT);
            String text = matcher.group(group);
            if (text != null) {
                return new SoqlToken(kind, kind == Kind.STRING ? unescaped(text) : text, matcher.start(group));
            }
        }
        throw new IllegalStateException("a token of no kind");
    }

    /** Leaves {@code \%} and {@code \_} as they are: they mean something to LIKE. */
    private static String unescaped(String quoted) {
        var text = new StringBuilder();
        for (int i = 1; i < quoted.length() - 1; i++) {
            char letter = quoted.charAt(i);
            if (letter != '\\') {
                text.append(letter);
                continue;
            }
            char escaped = quoted.charAt(++i);
            switch (escaped) {
                case 'n' -> text.append('\n');
                case 'r' -> text.append('\r');
                case 't' -> text.append('\t');
                case 'b' -> text.append('\b');
                case 'f' -> text.append('\f');
                case '%', '_' -> text.append('\\').append(escaped);
                default -> text.append(escaped);
            }
        }
        return text.toString();
    }

    boolean is(String word) {
        return kind != Kind.STRING && text.equalsIgnoreCase(word);
    }
}
