package dev.pgplaybook.schema;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The kinds of things that a schema is made of, in the order in which they are listed. */
public enum FactKind {
    SCHEMA,
    EXTENSION,
    LANGUAGE,
    ACCESS_METHOD("access method"),
    TYPE,
    COLLATION,
    TABLE,
    COLUMN,
    CONSTRAINT,
    INDEX,
    SEQUENCE,
    VIEW,
    MATERIALIZED_VIEW("materialized view"),
    FUNCTION,
    PROCEDURE,
    AGGREGATE,
    TRIGGER,
    RULE,
    POLICY,
    STATISTICS,
    EVENT_TRIGGER("event trigger"),
    CAST,
    OPERATOR,
    OPERATOR_CLASS("operator class"),
    OPERATOR_FAMILY("operator family"),
    CONVERSION,
    TEXT_SEARCH_CONFIGURATION("text search configuration"),
    TEXT_SEARCH_DICTIONARY("text search dictionary"),
    TEXT_SEARCH_PARSER("text search parser"),
    TEXT_SEARCH_TEMPLATE("text search template"),
    TRANSFORM,
    FOREIGN_DATA_WRAPPER("foreign-data wrapper"),
    FOREIGN_SERVER("foreign server"),
    USER_MAPPING("user mapping"),
    PUBLICATION,
    SUBSCRIPTION,
    GRANT,
    DEFAULT_PRIVILEGES("default privileges"),
    OWNER,
    COMMENT,
    SECURITY_LABEL("security label");

    private static final Map<String, FactKind> BY_WORD =
            Arrays.stream(values()).collect(Collectors.toMap(FactKind::word, Function.identity()));

    private final String word;

    FactKind() {
        this.word = name().toLowerCase(java.util.Locale.ROOT);
    }

    FactKind(String word) {
        this.word = word;
    }

    /** As PostgreSQL calls it. */
    public String word() {
        return word;
    }

    public static FactKind of(String word) {
        FactKind kind = BY_WORD.get(word);
        if (kind == null) {
            throw new IllegalStateException("the snapshot's query knows a kind that this list does not: " + word);
        }
        return kind;
    }
}
