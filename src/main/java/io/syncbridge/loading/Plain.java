package io.syncbridge.loading;

import java.util.regex.Pattern;

/** Says in plain words why Camel refuses something. */
final class Plain {

    private static final Pattern ENUM = Pattern.compile("No enum constant [\\w.$]+\\.(\\w+)");
    private static final Pattern CLASS = Pattern.compile("\\b(?:[a-z]\\w*\\.){2,}([A-Z]\\w*)");

    private Plain() {
    }

    /** Returns the innermost reason, without the names of packages. */
    static String reason(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null && innermost.getCause() != innermost) {
            innermost = innermost.getCause();
        }
        String message = innermost.getMessage() == null ? "something is missing (" + innermost.getClass().getSimpleName() + ")" : innermost.getMessage();
        String first = message.lines().findFirst().orElse("").strip();
        String plain = CLASS.matcher(ENUM.matcher(first).replaceAll("`$1` is not allowed")).replaceAll("$1");
        return plain.matches(".*[.!?`]$") ? plain : plain + ".";
    }
}
