package io.syncbridge.definition;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads YAML text into {@link Node}s and reports what YAML itself, or our use of it, forbids. */
final class YamlFile {

    private final String file;
    private final String holds;
    private final String beginning;
    private final Problems problems;
    private final Set<org.snakeyaml.engine.v2.nodes.Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private YamlFile(String file, String holds, String beginning, Problems problems) {
        this.file = file;
        this.holds = holds;
        this.beginning = beginning;
        this.problems = problems;
    }

    /** Returns the file's map, or nothing where the text is no YAML map; the reason is then among the problems. */
    static Optional<Node.Entries> parse(String file, String yaml, Problems problems) {
        return new YamlFile(file, "sync", "sync: <name>", problems).parse(yaml);
    }

    /**
     * Returns the file's content, whatever it is; the reason why there is none is then among the problems.
     *
     * @param holds what a file holds one of, for cures
     * @param beginning how it begins, likewise
     */
    static Optional<Node> parseAny(String file, String yaml, String holds, String beginning, Problems problems) {
        return new YamlFile(file, holds, beginning, problems).content(yaml);
    }

    private Optional<Node.Entries> parse(String yaml) {
        return content(yaml).flatMap(this::map);
    }

    private Optional<Node> content(String yaml) {
        var settings = LoadSettings.builder().setLabel(file).build();
        var documents = new ArrayList<org.snakeyaml.engine.v2.nodes.Node>();
        try {
            new Compose(settings).composeAllFromString(yaml).forEach(documents::add);
        } catch (MarkedYamlEngineException broken) {
            problems.report("yaml-syntax", place(broken.getProblemMark()), "This is not YAML: " + broken.getProblem() + ".",
                    "Check indentation, brackets and quotes near here; quote text that holds `: `, ` #` or begins with"
                            + " one of `[ { * & ! % @ > |`.");
            return Optional.empty();
        } catch (YamlEngineException broken) {
            problems.report("yaml-syntax", new Place(file, 1, 1), "This is not YAML: " + broken.getMessage() + ".",
                    "Save the file as YAML in UTF-8.");
            return Optional.empty();
        }
        return single(documents).map(this::node);
    }

    private Optional<org.snakeyaml.engine.v2.nodes.Node> single(List<org.snakeyaml.engine.v2.nodes.Node> documents) {
        if (documents.size() > 1) {
            problems.report("several-documents", place(documents.get(1).getStartMark()),
                    "The file holds more than one YAML document.", "Write one " + holds + " for each file, without `---` between.");
            return Optional.empty();
        }
        if (documents.isEmpty()) {
            problems.report("empty-file", new Place(file, 1, 1), "The file is empty.", "Begin it with `" + beginning + "`.");
        }
        return documents.stream().findFirst();
    }

    private Optional<Node.Entries> map(Node root) {
        if (root instanceof Node.Entries entries) {
            return Optional.of(entries);
        }
        problems.report("wrong-shape", root.place(), "The file is " + root.kind() + ", not a map of keys.",
                "Begin it with `" + beginning + "`.");
        return Optional.empty();
    }

    private Node node(org.snakeyaml.engine.v2.nodes.Node yaml) {
        Place place = place(yaml.getStartMark());
        if (!seen.add(yaml)) {
            problems.report("yaml-alias", place, "A part of the file is used again through an alias (`*name`).",
                    "Write it out where it is used, so that every line says what it means.");
            return new Node.Scalar(place, "", null);
        }
        if (yaml instanceof MappingNode map) {
            return entries(place, map);
        }
        if (yaml instanceof SequenceNode list) {
            return new Node.Items(place, list.getValue().stream().map(this::node).toList());
        }
        var scalar = (ScalarNode) yaml;
        return new Node.Scalar(place, scalar.getValue(), plain(scalar));
    }

    private Node.Entries entries(Place place, MappingNode map) {
        var entries = new LinkedHashMap<String, Node.Entry>();
        for (NodeTuple tuple : map.getValue()) {
            Place at = place(tuple.getKeyNode().getStartMark());
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                problems.report("wrong-shape", at, "A key is a list or a map.", "Write a plain word as key.");
                continue;
            }
            Node.Entry first = entries.putIfAbsent(key.getValue(), new Node.Entry(at, node(tuple.getValueNode())));
            if (first != null) {
                problems.report("duplicate-key", at,
                        "The key `" + key.getValue() + "` stands here twice, first in line " + first.place().line() + ".",
                        "Remove one of the two.");
            }
        }
        return new Node.Entries(place, Collections.unmodifiableMap(entries));
    }

    private static Object plain(ScalarNode scalar) {
        Tag tag = scalar.getTag();
        String text = scalar.getValue();
        if (tag.equals(Tag.NULL)) {
            return null;
        }
        if (tag.equals(Tag.BOOL)) {
            return Boolean.valueOf(text);
        }
        return tag.equals(Tag.INT) || tag.equals(Tag.FLOAT) ? number(text) : text;
    }

    private static Object number(String text) {
        try {
            BigInteger whole = new BigInteger(text);
            return whole.bitLength() < Long.SIZE ? (Object) whole.longValue() : new BigDecimal(whole);
        } catch (NumberFormatException notWhole) {
            return decimal(text);
        }
    }

    /** The infinities and "not a number" stay text: JSON has no such numbers. */
    private static Object decimal(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException noNumber) {
            return text;
        }
    }

    private Place place(Optional<Mark> mark) {
        return mark.map(at -> new Place(file, at.getLine() + 1, at.getColumn() + 1)).orElse(new Place(file, 1, 1));
    }
}
