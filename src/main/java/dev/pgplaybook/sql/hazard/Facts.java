package dev.pgplaybook.sql.hazard;

import dev.pgplaybook.sql.change.Names;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a target's catalogs say, as plain data.
 *
 * @param known whether anybody was asked; otherwise the rest is empty
 * @param major the server's major version; 0 where it is not known
 * @param volatilities of functions by their name in small letters: volatile, stable or immutable
 * @param dependents what depends on an object, by its name: what CASCADE would take
 * @param searchPath as it is set for the migrations; empty for the default
 */
public record Facts(
        boolean known,
        int major,
        List<TableFacts> tables,
        Map<String, List<String>> enums,
        Set<String> constrainedDomains,
        Map<String, String> volatilities,
        Map<String, List<String>> dependents,
        String searchPath) {

    /** Nobody was asked. */
    public static final Facts NONE = new Facts(false, 0, List.of(), Map.of(), Set.of(), Map.of(), Map.of(), "");

    public Facts {
        tables = List.copyOf(tables);
        enums = Map.copyOf(enums);
        constrainedDomains = Set.copyOf(constrainedDomains);
        volatilities = Map.copyOf(volatilities);
        dependents = Map.copyOf(dependents);
    }

    /** A server of this version that holds these tables. */
    public static Facts of(int major, TableFacts... tables) {
        return new Facts(true, major, List.of(tables), Map.of(), Set.of(), Map.of(), Map.of(), "");
    }

    public Facts withEnum(String name, String... labels) {
        Map<String, List<String>> more = new LinkedHashMap<>(enums);
        more.put(name, List.of(labels));
        return new Facts(known, major, tables, more, constrainedDomains, volatilities, dependents, searchPath);
    }

    public Facts withConstrainedDomain(String name) {
        Set<String> more = new LinkedHashSet<>(constrainedDomains);
        more.add(name);
        return new Facts(known, major, tables, enums, more, volatilities, dependents, searchPath);
    }

    public Facts withFunction(String name, String volatility) {
        Map<String, String> more = new LinkedHashMap<>(volatilities);
        more.put(name, volatility);
        return new Facts(known, major, tables, enums, constrainedDomains, more, dependents, searchPath);
    }

    public Facts withDependents(String name, String... of) {
        Map<String, List<String>> more = new LinkedHashMap<>(dependents);
        more.put(Names.last(name), List.of(of));
        return new Facts(known, major, tables, enums, constrainedDomains, volatilities, more, searchPath);
    }

    public Facts withSearchPath(String path) {
        return new Facts(known, major, tables, enums, constrainedDomains, volatilities, dependents, path);
    }

    /** Whether the server is of this major version or a later one, as far as is known; where nothing is, it is. */
    public boolean isAtLeast(int version) {
        return major == 0 || major >= version;
    }

    public List<String> dependentsOf(String name) {
        return dependents.getOrDefault(Names.last(name), List.of());
    }

    public List<String> dependentsOf(String table, String column) {
        return dependents.getOrDefault(Names.last(table) + "." + Names.last(column), List.of());
    }

    public Optional<String> volatility(String function) {
        return Optional.ofNullable(volatilities.get(Names.last(function)));
    }

    /** In a few words, for a page. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        tables.forEach(table -> lines.add(table.line()));
        enums.forEach((name, labels) -> lines.add("the enum " + name + " (" + String.join(", ", labels) + ")"));
        constrainedDomains.forEach(name -> lines.add("the domain " + name + ", which has a constraint"));
        volatilities.forEach((name, how) -> lines.add("the function " + name + ", which is " + how));
        dependents.forEach((name, of) -> lines.add(name + ", on which depend: " + String.join(", ", of)));
        if (!searchPath.isEmpty()) {
            lines.add("search_path " + searchPath);
        }
        return lines;
    }
}
