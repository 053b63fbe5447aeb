package io.syncbridge.connector.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the columns that a refused write is refused for, as far as the database's words or its catalogue tell. */
final class RefusedColumns {

    /** Columns as PostgreSQL, MariaDB, MySQL and H2 name them in their messages. */
    private static final List<Pattern> NAMED = List.of(
            Pattern.compile("[Kk]ey \\((.+?)\\)="),
            Pattern.compile("FOREIGN KEY ?\\(([^)]+)\\)"),
            Pattern.compile("violation: \"[^(]* ON [^(]*\\(([^)]+)\\)"),
            Pattern.compile("[Cc]olumn (?:`[^`]*`\\.){1,2}`([^`]+)`"),
            Pattern.compile("[Cc]olumn [`'\"]([^`'\" ]+)"),
            Pattern.compile("Field '([^']+)' doesn't have"));
    private static final List<Pattern> CONSTRAINTS = List.of(
            Pattern.compile("constraint \"([^\"]+)\""),
            Pattern.compile("CONSTRAINT `([^`]+)`"),
            Pattern.compile("violation: \"([^\":]+):"),
            Pattern.compile("for key '(?:[^'.]*\\.)?([^']+)'"));

    private final Table table;

    RefusedColumns(Table table) {
        this.table = table;
    }

    Set<Column> of(SQLException failure, Connection connection) throws SQLException {
        String message = String.valueOf(SqlFailures.message(failure));
        var found = new LinkedHashSet<Column>();
        for (Pattern pattern : NAMED) {
            Matcher matcher = pattern.matcher(message);
            if (matcher.find() && matcher.group(1) != null) {
                found.addAll(named(Arrays.asList(matcher.group(1).split(","))));
            }
        }
        for (Pattern pattern : CONSTRAINTS) {
            Matcher matcher = pattern.matcher(message);
            if (found.isEmpty() && matcher.find()) {
                found.addAll(constrained(matcher.group(1), connection));
            }
        }
        return found;
    }

    private List<Column> named(Collection<String> names) {
        return names.stream().map(name -> name.strip().split(" ")[0].replaceAll("[`\"']", "")).flatMap(name -> {
            List<Column> called = table.all().stream().filter(column -> column.name().equals(name)).toList();
            return called.isEmpty() ? mentioned(name) : called.stream();
        }).toList();
    }

    /** Returns the columns that an expression is made of: {@code lower(email)}, {@code age > 17}. */
    private Stream<Column> mentioned(String expression) {
        return table.all().stream()
                .filter(column -> Pattern.compile("(?<!\\w)" + Pattern.quote(column.name()) + "(?!\\w)").matcher(expression).find());
    }

    /** Returns the columns of a unique index, or those that a check mentions. */
    private Set<Column> constrained(String constraint, Connection connection) throws SQLException {
        var columns = new LinkedHashSet<Column>();
        boolean catalogs = table.dialect().schemasAreCatalogs();
        try (ResultSet index = connection.getMetaData().getIndexInfo(catalogs ? table.schema() : null, catalogs ? null : table.schema(),
                table.name(), true, true)) {
            while (index.next()) {
                if (constraint.equals(index.getString("INDEX_NAME")) && index.getString("COLUMN_NAME") != null) {
                    columns.addAll(named(List.of(index.getString("COLUMN_NAME"))));
                }
            }
        }
        try (PreparedStatement checks = connection.prepareStatement(
                "SELECT CHECK_CLAUSE FROM INFORMATION_SCHEMA.CHECK_CONSTRAINTS WHERE CONSTRAINT_NAME = ?")) {
            checks.setString(1, constraint);
            try (ResultSet clause = checks.executeQuery()) {
                while (columns.isEmpty() && clause.next()) {
                    mentioned(clause.getString(1)).forEach(columns::add);
                }
            }
        }
        return columns;
    }
}
