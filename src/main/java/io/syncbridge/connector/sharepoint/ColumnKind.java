package io.syncbridge.connector.sharepoint;

import io.syncbridge.model.Description.Holds;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a column holds, as far as Graph's JSON and the bridge's values differ. What fits neither is left for Graph to refuse. */
enum ColumnKind {

    TEXT {
        @Override
        Object written(Object value) {
            return value instanceof BigDecimal number ? number.toPlainString()
                    : value instanceof Number || value instanceof Boolean ? value.toString() : value;
        }
    },
    NUMBER {
        @Override
        Object read(Object value) {
            return value instanceof BigDecimal number ? plain(number) : value;
        }

        @Override
        Object written(Object value) {
            try {
                return value instanceof String text ? new BigDecimal(text.trim()) : value;
            } catch (NumberFormatException noNumber) {
                return value;
            }
        }

        @Override
        boolean holds(Object value) {
            return written(value) instanceof Number;
        }

        @Override
        String literal(Object value) {
            return written(value) instanceof Number number ? number.toString() : super.literal(value);
        }
    },
    BOOLEAN {
        @Override
        Object written(Object value) {
            return "true".equals(value) ? Boolean.TRUE : "false".equals(value) ? Boolean.FALSE : value;
        }

        @Override
        boolean holds(Object value) {
            return written(value) instanceof Boolean;
        }

        @Override
        String literal(Object value) {
            return written(value) instanceof Boolean flag ? flag.toString() : super.literal(value);
        }
    },
    /** Graph shows a day as its midnight in the site's time zone, told in UTC. */
    DATE {
        @Override
        Object read(Object value) {
            try {
                return value instanceof String text ? OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC)
                        .plus(HALF_A_DAY).toLocalDate().toString() : value;
            } catch (DateTimeException noTime) {
                return value;
            }
        }

        /** Noon in UTC is the same day in the time zones of nearly all sites. */
        @Override
        Object written(Object value) {
            String text = value.toString();
            try {
                return LocalDate.parse(text.substring(0, Math.min(10, text.length()))) + "T12:00:00Z";
            } catch (DateTimeException noDay) {
                return value;
            }
        }

        @Override
        boolean holds(Object value) {
            return isDay(value);
        }
    },
    DATE_TIME {
        @Override
        boolean holds(Object value) {
            return isDay(value);
        }
    },
    /** A person or an item of another list, by its id. */
    REFERENCE {
        @Override
        Object written(Object value) {
            return value instanceof List<?> ids ? ids.stream().map(id -> String.valueOf(id).matches("\\d{1,9}") ? Integer.valueOf(String.valueOf(id)) : id)
                    .toList() : value;
        }

        @Override
        String literal(Object value) {
            return value.toString().matches("\\d+") ? value.toString() : super.literal(value);
        }
    },
    HYPERLINK {
        @Override
        Object written(Object value) {
            if (!(value instanceof Map<?, ?> link)) {
                return Map.of("Url", value, "Description", value);
            }
            if (link.get("Url") == null) {
                return null;
            }
            var whole = new LinkedHashMap<Object, Object>(link);
            whole.merge("Description", link.get("Url"), (told, url) -> told);
            return whole;
        }
    },
    OTHER;

    private static final Duration HALF_A_DAY = Duration.ofHours(12);

    /** Returns the kind of values that such a column holds. */
    Holds holds() {
        return switch (this) {
            case TEXT -> Holds.TEXT;
            case NUMBER -> Holds.NUMBER;
            case BOOLEAN -> Holds.BOOLEAN;
            case DATE -> Holds.DATE;
            case DATE_TIME -> Holds.DATETIME;
            case REFERENCE, HYPERLINK, OTHER -> Holds.ANYTHING;
        };
    }

    /** Returns its name for people. */
    String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Returns what Graph shows as the bridge's mapping sees it; not asked about {@code null}. */
    Object read(Object value) {
        return value;
    }

    /** Returns the mapping's value as Graph takes it; not asked about {@code null}. */
    Object written(Object value) {
        return value;
    }

    /** Says whether a column may hold the mapping's value; Graph may know better. Not asked about {@code null}. */
    boolean holds(Object value) {
        return true;
    }

    /** Returns the value as it stands in a {@code $filter}; not asked about {@code null}. */
    String literal(Object value) {
        return "'" + String.valueOf(written(value)).replace("'", "''") + "'";
    }

    private static boolean isDay(Object value) {
        try {
            return LocalDate.parse(value.toString().substring(0, Math.min(10, value.toString().length()))).getYear() > 0;
        } catch (DateTimeException noDay) {
            return false;
        }
    }

    private static BigDecimal plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /** @param definition Graph's columnDefinition */
    static ColumnKind of(Map<?, ?> definition) {
        if (definition.get("dateTime") instanceof Map<?, ?> time) {
            return "dateOnly".equals(time.get("format")) ? DATE : DATE_TIME;
        }
        return has(definition, "text", "choice") ? TEXT
                : has(definition, "number", "currency") ? NUMBER
                : has(definition, "boolean") ? BOOLEAN
                : has(definition, "personOrGroup", "lookup") ? REFERENCE
                : has(definition, "hyperlinkOrPicture") ? HYPERLINK : OTHER;
    }

    private static boolean has(Map<?, ?> definition, String... facets) {
        for (String facet : facets) {
            if (definition.get(facet) != null) {
                return true;
            }
        }
        return false;
    }
}
