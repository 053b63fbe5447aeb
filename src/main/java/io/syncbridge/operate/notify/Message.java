package io.syncbridge.operate.notify;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What a receiver is told at once.
 *
 * @param console where the console is, without a slash at the end
 */
record Message(List<Line> lines, String console) {

    private static final int LONGEST_TITLE = 120;

    /** @param isOver whether it says that something has ended */
    record Line(Topic topic, String subject, String text, String path, boolean isOver) {
    }

    /** Returns one line that says what it is about. */
    String title() {
        String first = lines.get(0).text().replaceAll("\\p{Cntrl}+", " ");
        String cut = first.length() > LONGEST_TITLE ? first.substring(0, first.offsetByCodePoints(0, first.codePointCount(0, LONGEST_TITLE))) + "..." : first;
        return "Data Sync Bridge: " + cut + (lines.size() == 1 ? "" : " (and " + (lines.size() - 1) + " more)");
    }

    String link(Line line) {
        return console + line.path();
    }

    /** Returns it as plain text, a paragraph for each line with its link. */
    String text() {
        return lines.stream().map(line -> line.text() + "\n" + link(line)).collect(Collectors.joining("\n\n", "", "\n"));
    }
}
