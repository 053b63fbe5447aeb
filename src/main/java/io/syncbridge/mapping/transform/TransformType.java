package io.syncbridge.mapping.transform;

import java.util.List;
import java.util.Map;

/**
 * A kind of transform that definition files can name ({@code type: phone}). An open seam: a new type is one new file,
 * a CDI bean that implements this.
 */
public interface TransformType {

    /** The name in definition files. */
    String name();

    /** One sentence for the reference and for editors. */
    String description();

    /** The parameters it takes beside {@code type}, all of them; others are refused. */
    List<Parameter> parameters();

    /** What its canonical values are; all systems of a field must agree in this. */
    Kind kind();

    /**
     * Makes the transform for one field in one system.
     *
     * @param settings the parameters' values by name, of the declared shapes, defaults filled in
     * @throws IllegalArgumentException saying which value does not fit and what would
     */
    Transform create(Map<String, Object> settings);

    /** What a canonical value is; see {@link io.syncbridge.model.CanonicalRecord}. */
    enum Kind {
        TEXT, NUMBER, BOOLEAN, DATE, DATE_TIME, JSON
    }

    /**
     * @param name as written in the definition file
     * @param shape what its value is
     * @param allowed the allowed values; empty for any of the shape
     * @param byDefault the value where it is not given; {@code null} for none
     * @param description one sentence for the reference and for editors
     */
    record Parameter(String name, Shape shape, List<String> allowed, Object byDefault, String description) {

        public enum Shape {
            TEXT, INTEGER, BOOLEAN, MAP
        }
    }
}
