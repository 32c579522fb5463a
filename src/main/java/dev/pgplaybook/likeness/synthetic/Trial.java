package dev.pgplaybook.likeness.synthetic;

import dev.pgplaybook.database.Casts;
import dev.pgplaybook.database.Session;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Asks the server which texts a type takes, where nobody here knows it. */
record Trial(Session session) {

    private static final List<String> COMMON = List.of(
            "1",
            "a",
            "0",
            "2",
            "10",
            "100",
            "{}",
            "[]",
            "()",
            "a=>1",
            "a.b",
            "POINT(0 0)",
            "2024-01-01",
            "12:00",
            "1.5",
            "0/1",
            "$.a",
            "a1",
            "A",
            "abc",
            "abcde",
            "12345",
            "-1",
            "t",
            "1-0",
            "user1@example.com",
            "https://example.com/1");

    /** Those of the candidates, and of some common texts, that the type takes; in their order. */
    List<String> accepted(String type, Collection<String> candidates) {
        List<String> all = new ArrayList<>(candidates);
        COMMON.stream().filter(text -> !all.contains(text)).forEach(all::add);
        Casts casts = new Casts(session);
        return all.stream().filter(text -> casts.takes(type, text)).toList();
    }
}
