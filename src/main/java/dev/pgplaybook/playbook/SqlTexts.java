package dev.pgplaybook.playbook;

/** Holds the SQL of a playbook against what SQL allows, while it is read. */
final class SqlTexts {

    private SqlTexts() {}

    /** SQL that may change something. */
    static Text statement(Field field) {
        return Values.template(field);
    }

    /** SQL that asks and changes nothing. */
    static Text question(Field field) {
        return statement(field);
    }
}
