package io.syncbridge.demo.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the forms of {@code $filter} that SharePoint lists answer: comparisons, {@code startswith}, {@code and},
 * {@code or}, {@code not} and parentheses.
 */
class FilterReader {

    private static final Pattern TOKEN = Pattern.compile("\\s*(?:('(?:[^']|'')*')|([(),])|([^\\s(),']+))");
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d{2}-\\d{2}(T.*)?");

    private final List<String> tokens;
    private int next;

    private FilterReader(List<String> tokens) {
        this.tokens = tokens;
    }

    /** @throws GraphException if it is none of these forms */
    static Filter read(String text) {
        var reader = new FilterReader(tokens(text));
        Filter filter = reader.or();
        if (reader.next < reader.tokens.size()) {
            throw invalid("Syntax error at '" + reader.tokens.get(reader.next) + "' in '" + text + "'.");
        }
        return filter;
    }

    private static List<String> tokens(String text) {
        var tokens = new ArrayList<String>();
        Matcher matcher = TOKEN.matcher(text.strip());
        int end = 0;
        while (matcher.find() && matcher.start() == end) {
            tokens.add(matcher.group().strip());
            end = matcher.end();
        }
        if (end < text.strip().length() || tokens.isEmpty()) {
            throw invalid("There is an unterminated string literal or nothing in '" + text + "'.");
        }
        return tokens;
    }

    private Filter or() {
        Filter left = and();
        while (take("or")) {
            left = new Filter.Or(left, and());
        }
        return left;
    }

    private Filter and() {
        Filter left = not();
        while (take("and")) {
            left = new Filter.And(left, not());
        }
        return left;
    }

    private Filter not() {
        return take("not") ? new Filter.Not(not()) : primary();
    }

    private Filter primary() {
        if (take("(")) {
            Filter inner = or();
            expect(")");
            return inner;
        }
        if (take("startswith")) {
            expect("(");
            String name = name(token());
            expect(",");
            JsonNode beginning = literal(token());
            expect(")");
            return new Filter.StartsWith(name, beginning.asText());
        }
        String name = name(token());
        if (next < tokens.size() && tokens.get(next).equals("(")) {
            throw invalid("The function '" + name + "' is not supported.");
        }
        return new Filter.Compare(name, operator(token()), literal(token()));
    }

    /** A field's name; {@code id} and the times of the item itself are told by the fields of the same meaning. */
    private static String name(String path) {
        if (path.startsWith("fields/")) {
            return path.substring("fields/".length());
        }
        return switch (path) {
            case "id" -> "id";
            case "createdDateTime" -> "Created";
            case "lastModifiedDateTime" -> "Modified";
            default -> throw invalid("'" + path + "' is not a property that can be filtered by; columns are written fields/" + path + ".");
        };
    }

    private static Filter.Operator operator(String word) {
        try {
            return Filter.Operator.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw invalid("'" + word + "' is not an operator.");
        }
    }

    private static JsonNode literal(String token) {
        if (token.startsWith("'")) {
            return TextNode.valueOf(token.substring(1, token.length() - 1).replace("''", "'"));
        }
        if (TIME.matcher(token).matches()) {
            return TextNode.valueOf(token);
        }
        return switch (token) {
            case "null" -> NullNode.instance;
            case "true", "false" -> BooleanNode.valueOf(token.equals("true"));
            default -> number(token);
        };
    }

    private static JsonNode number(String token) {
        try {
            return DecimalNode.valueOf(new BigDecimal(token));
        } catch (NumberFormatException noNumber) {
            throw invalid("'" + token + "' is not a literal; texts stand in single quotes.");
        }
    }

    private boolean take(String word) {
        boolean there = next < tokens.size() && tokens.get(next).equalsIgnoreCase(word);
        next += there ? 1 : 0;
        return there;
    }

    private void expect(String word) {
        if (!take(word)) {
            throw invalid("'" + word + "' is expected" + (next < tokens.size() ? " before '" + tokens.get(next) + "'." : " at the end."));
        }
    }

    private String token() {
        if (next >= tokens.size()) {
            throw invalid("Something is missing at the end.");
        }
        return tokens.get(next++);
    }

    private static GraphException invalid(String detail) {
        return new GraphException(400, "BadRequest", "Invalid filter clause: " + detail);
    }
}
