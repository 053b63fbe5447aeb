package io.syncbridge.loading;

import java.util.ArrayList;
import java.util.List;

/** Compares texts line by line. */
public final class LineDiff {

    private static final int AROUND = 3;
    /** Beyond so many pairs of lines to compare, all between the first and the last difference counts as replaced. */
    private static final long MOST_PAIRS = 4_000_000;

    /** What a line of a difference is; a gap stands for lines that are the same and not shown. */
    public enum Kind {
        SAME, ADDED, REMOVED, GAP
    }

    /**
     * @param before its number in the text as it was, from 1; {@code null} where it is not there
     * @param now its number in the text as it is, likewise
     */
    public record Line(Kind kind, Integer before, Integer now, String text) {
    }

    private LineDiff() {
    }

    /** Returns what was removed and added, in order, with some lines around; nothing where the texts are the same. */
    public static List<Line> of(String before, String now) {
        List<String> one = before.lines().toList();
        List<String> other = now.lines().toList();
        List<Line> all = all(one, other);
        var shown = new boolean[all.size()];
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).kind() != Kind.SAME) {
                for (int near = Math.max(0, i - AROUND); near <= Math.min(all.size() - 1, i + AROUND); near++) {
                    shown[near] = true;
                }
            }
        }
        var lines = new ArrayList<Line>();
        for (int i = 0; i < all.size(); i++) {
            if (shown[i]) {
                lines.add(all.get(i));
            } else if (i == 0 || shown[i - 1]) {
                lines.add(new Line(Kind.GAP, null, null, ""));
            }
        }
        return lines.stream().allMatch(line -> line.kind() == Kind.GAP) ? List.of() : List.copyOf(lines);
    }

    private static List<Line> all(List<String> one, List<String> other) {
        int begin = 0;
        int least = Math.min(one.size(), other.size());
        while (begin < least && one.get(begin).equals(other.get(begin))) {
            begin++;
        }
        int end = 0;
        while (end < least - begin && one.get(one.size() - 1 - end).equals(other.get(other.size() - 1 - end))) {
            end++;
        }
        var lines = new ArrayList<Line>();
        for (int i = 0; i < begin; i++) {
            lines.add(new Line(Kind.SAME, i + 1, i + 1, one.get(i)));
        }
        between(one, begin, one.size() - end, other, other.size() - end, lines);
        for (int i = end; i > 0; i--) {
            lines.add(new Line(Kind.SAME, one.size() - i + 1, other.size() - i + 1, one.get(one.size() - i)));
        }
        return lines;
    }

    private static void between(List<String> one, int begin, int oneEnd, List<String> other, int otherEnd, List<Line> lines) {
        int[][] common = common(one, begin, oneEnd, other, otherEnd);
        int i = begin;
        int j = begin;
        while (i < oneEnd || j < otherEnd) {
            if (common.length > 0 && i < oneEnd && j < otherEnd && one.get(i).equals(other.get(j))) {
                lines.add(new Line(Kind.SAME, i + 1, j + 1, one.get(i)));
                i++;
                j++;
            } else if (i < oneEnd && (j == otherEnd || common.length == 0 || common[i + 1 - begin][j - begin] >= common[i - begin][j + 1 - begin])) {
                lines.add(new Line(Kind.REMOVED, i + 1, null, one.get(i)));
                i++;
            } else {
                lines.add(new Line(Kind.ADDED, null, j + 1, other.get(j)));
                j++;
            }
        }
    }

    /** Returns how many lines the rests of both texts have in common, by where they begin; nothing where there is too much to compare. */
    private static int[][] common(List<String> one, int begin, int oneEnd, List<String> other, int otherEnd) {
        int rows = oneEnd - begin;
        int columns = otherEnd - begin;
        if ((long) rows * columns > MOST_PAIRS) {
            return new int[0][];
        }
        var common = new int[rows + 1][columns + 1];
        for (int i = rows - 1; i >= 0; i--) {
            for (int j = columns - 1; j >= 0; j--) {
                common[i][j] = one.get(begin + i).equals(other.get(begin + j)) ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        return common;
    }
}
