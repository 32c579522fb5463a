package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.hazard.Rule;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The rules: all of them, family by family, and those that are asked. */
public final class Rules {

    private static final List<Rule> ALL = List.of(
            L001.rule(),
            L002.rule(),
            L003.rule(),
            L004.rule(),
            L005.rule(),
            L006.rule(),
            L007.rule(),
            L008.rule(),
            L009.rule(),
            L010.rule(),
            L011.rule(),
            L012.rule(),
            L013.rule(),
            L014.rule(),
            L015.rule(),
            L016.rule(),
            L017.rule(),
            L018.rule(),
            L019.rule(),
            L020.rule(),
            L021.rule(),
            L022.rule(),
            L023.rule(),
            L024.rule(),
            L025.rule(),
            L026.rule(),
            L027.rule(),
            T001.rule(),
            T002.rule(),
            T003.rule(),
            T004.rule(),
            T005.rule(),
            T006.rule(),
            T007.rule(),
            T008.rule(),
            T009.rule(),
            T010.rule(),
            T011.rule(),
            T012.rule(),
            D001.rule(),
            D002.rule(),
            D003.rule(),
            D004.rule(),
            D005.rule(),
            D006.rule(),
            D007.rule(),
            D008.rule(),
            D009.rule(),
            D010.rule(),
            D011.rule(),
            D012.rule(),
            D013.rule(),
            D014.rule(),
            V001.rule(),
            V002.rule(),
            V003.rule(),
            V004.rule(),
            V005.rule(),
            V006.rule(),
            V007.rule(),
            V008.rule(),
            B001.rule(),
            B002.rule(),
            B003.rule(),
            B004.rule(),
            B005.rule(),
            B006.rule(),
            B007.rule(),
            B008.rule(),
            H001.rule(),
            H002.rule(),
            H003.rule(),
            H004.rule(),
            H005.rule(),
            H006.rule(),
            H007.rule(),
            H008.rule(),
            H009.rule(),
            H010.rule(),
            H011.rule(),
            H012.rule(),
            C001.rule(),
            C002.rule(),
            C003.rule(),
            C004.rule(),
            C005.rule(),
            C006.rule(),
            C007.rule(),
            C008.rule(),
            C009.rule(),
            C010.rule(),
            P001.rule(),
            P002.rule(),
            P003.rule(),
            P004.rule(),
            P005.rule(),
            P006.rule(),
            I001.rule(),
            I002.rule(),
            I003.rule(),
            I004.rule(),
            I005.rule(),
            I006.rule(),
            Q001.rule(),
            Q002.rule(),
            R001.rule(),
            R002.rule(),
            R003.rule(),
            R004.rule(),
            R005.rule(),
            R006.rule(),
            R007.rule(),
            S001.rule(),
            S002.rule(),
            S003.rule(),
            S004.rule(),
            S005.rule(),
            S006.rule(),
            S007.rule(),
            S008.rule(),
            S009.rule(),
            S010.rule(),
            S011.rule(),
            S012.rule(),
            S013.rule(),
            S014.rule(),
            S015.rule(),
            X001.rule(),
            X002.rule(),
            X003.rule());

    private Rules() {}

    public static List<Rule> all() {
        return ALL;
    }

    public static Optional<Rule> find(String id) {
        return ALL.stream().filter(rule -> rule.id().equals(id)).findFirst();
    }

    public static Set<String> ids() {
        return ALL.stream().map(Rule::id).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Those that are asked unless somebody says otherwise, and those that are asked for: by id, or by the letter of their family. */
    public static List<Rule> on(Set<String> askedFor) {
        return ALL.stream()
                .filter(rule -> rule.isOn()
                        || askedFor.contains(rule.id())
                        || askedFor.contains(rule.family().name()))
                .toList();
    }
}
