package dev.pgplaybook.sql;

/** What a piece of SQL is to PostgreSQL's lexer, and the words by which a problem names it. */
public enum TokenKind {
    WORD("a name"),
    QUOTED_NAME("a quoted name"),
    STRING("a quoted string"),
    DOLLAR_STRING("a dollar-quoted text"),
    NUMBER("a number"),
    PARAMETER("a parameter"),
    OPERATOR("an operator"),
    OPEN("a parenthesis"),
    CLOSE("a closing parenthesis"),
    SEMICOLON("a semicolon"),
    BACKSLASH("a backslash"),
    OTHER("a sign"),
    COMMENT("a comment"),
    END("the end");

    private final String words;

    TokenKind(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }
}
