package dev.pgplaybook.playbook;

/** Reads a JSON value with variables in its texts. */
final class JsonReader {

    private JsonReader() {}

    static JsonTemplate read(Field field) {
        if (field.isMapping()) {
            return new JsonTemplate.Fields(field.named(JsonReader::read));
        }
        if (field.isList()) {
            return new JsonTemplate.Items(
                    field.items().stream().map(JsonReader::read).toList());
        }
        return field.isText()
                ? new JsonTemplate.Words(Values.template(field))
                : new JsonTemplate.Constant(field.scalar("a JSON value"));
    }
}
