package dev.pgplaybook.playbook;

import java.util.List;
import java.util.Map;

/** A JSON value with variables in its texts. */
public sealed interface JsonTemplate {

    record Fields(Map<String, JsonTemplate> fields) implements JsonTemplate {}

    record Items(List<JsonTemplate> items) implements JsonTemplate {}

    record Words(Text text) implements JsonTemplate {}

    record Constant(Scalar value) implements JsonTemplate {}
}
