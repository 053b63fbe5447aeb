package io.syncbridge.component;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Puts what exceptions of libraries say into words that need no knowledge of their insides. */
public final class Plain {

    private static final Map<Pattern, String> WORDS = words();
    /** What libraries add to names of classes, and the names of packages before them. */
    private static final Pattern PACKAGE = Pattern.compile("\\b(?:[a-z]\\w*\\.){2,}(?=[A-Z])");
    private static final Pattern FAILURE = Pattern.compile("\\b([A-Z]\\w*?)(?:Exception|Error)\\b:?");

    private Plain() {
    }

    private static Map<Pattern, String> words() {
        var words = new LinkedHashMap<String, String>();
        words.put("No enum constant [\\w.$]+\\.(\\w+)", "`$1` is not one of the values that are allowed");
        words.put("Cannot (?:invoke|read|load|store|assign|throw|enter)\\b.*\\bis null", "a value is missing that is needed there");
        words.put("(?:class )?\\S+ cannot be cast to (?:class )?.*", "a value is of another kind than is needed there");
        words.put("For input string: \"(.*?)\".*", "`$1` is no number");
        words.put("(?:Index \\d+ out of bounds|begin \\d+, end -?\\d+|String index out of range).*", "a text or list is shorter than is needed there");
        words.put("No type converter available to convert from type: .*", "a value cannot be turned into the kind that is needed there");
        words.put("No bean could be found in the registry for: (\\S+?)(?: of type.*)?$", "there is no bean `$1`");
        words.put("No component found with scheme: (\\S+)", "there is no component `$1`");
        words.put("No consumers available on endpoint: (\\w+):(?://)?([^\\s.]+).*", "no running route begins with `$1:$2`");
        words.put("HTTP operation failed invoking (\\S+) with statusCode: (\\d+).*", "$1 answered $2");
        words.put(" on the exchange: Exchange\\[.*", "");
        words.put("\\.? ?Exchange\\[.*", "");
        var compiled = new LinkedHashMap<Pattern, String>();
        words.forEach((said, meant) -> compiled.put(Pattern.compile(said), meant));
        return compiled;
    }

    /** Returns what a failure says itself; for one that says nothing, what it is called. */
    public static String message(Throwable failure) {
        return Optional.ofNullable(failure.getMessage()).filter(said -> !said.isBlank()).map(Plain::words)
                .orElseGet(() -> failure instanceof NullPointerException ? "a value is missing that is needed there" : name(failure));
    }

    /** Returns in one line what the failure says that is at the bottom of this one. */
    public static String reason(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null && innermost.getCause() != innermost) {
            innermost = innermost.getCause();
        }
        return message(innermost).lines().findFirst().orElse("").strip();
    }

    /** Returns the message as a sentence. */
    public static String sentence(String message) {
        return message.matches("(?s).*[.!?]$") ? message : message + ".";
    }

    private static String words(String said) {
        String plain = said;
        for (Map.Entry<Pattern, String> word : WORDS.entrySet()) {
            plain = word.getKey().matcher(plain).replaceAll(word.getValue());
        }
        return FAILURE.matcher(PACKAGE.matcher(plain).replaceAll("")).replaceAll(name -> split(name.group(1)) + (name.group().endsWith(":") ? ":" : "")).strip();
    }

    private static String name(Throwable failure) {
        String name = failure.getClass().getSimpleName().replaceAll("(Exception|Error)$", "");
        return name.isBlank() ? "it failed without saying why" : split(name);
    }

    private static String split(String name) {
        return Pattern.compile("(?<=[a-z])(?=[A-Z])").splitAsStream(name).map(String::toLowerCase).collect(Collectors.joining(" "));
    }
}
