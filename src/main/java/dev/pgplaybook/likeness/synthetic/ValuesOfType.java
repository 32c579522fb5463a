package dev.pgplaybook.likeness.synthetic;

import dev.pgplaybook.database.Identifiers;
import dev.pgplaybook.likeness.synthetic.Types.Attribute;
import dev.pgplaybook.sql.Expression;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds values for a column by its type, what restricts it, and its name. */
final class ValuesOfType {

    private static final int NO_MODIFIER = -1;
    private static final int TRIED = 40;

    private final Types types;
    private final Trial trial;
    private final BaseValues base = new BaseValues();

    ValuesOfType(Types types, Trial trial) {
        this.types = types;
        this.trial = trial;
    }

    /** Empty where no value is known that the type takes. */
    Optional<Values> find(String column, long typeOid, int modifier, Restriction restriction) {
        Type type = types.get(typeOid);
        if (type.kind() == 'd') {
            return domain(column, type, restriction);
        }
        if (restriction.allowed().isPresent()) {
            return some(new ListValues(restriction.allowed().get()));
        }
        if (type.isArray()) {
            return find(column, type.element(), modifier, new Restriction())
                    .map(element -> composed(element, "{", "}", true));
        }
        return switch (type.kind()) {
            case 'e' -> some(new ListValues(types.labels(type)));
            case 'c' -> composite(type);
            case 'r' ->
                find(column, type.subtype(), NO_MODIFIER, new Restriction()).map(ValuesOfType::range);
            case 'm' ->
                find(column, type.subtype(), NO_MODIFIER, new Restriction())
                        .map(range -> composed(range, "{", "}", false));
            default -> base(column, type, modifier, restriction);
        };
    }

    private Optional<Values> base(String column, Type type, int modifier, Restriction restriction) {
        Optional<Values> known = base.find(column, type, modifier, restriction);
        return known.isPresent() ? some(known.get()) : tried(type, List.of());
    }

    /** The base type's values under the domain's checks; where those are not understood, the server is asked. */
    private Optional<Values> domain(String column, Type domain, Restriction restriction) {
        Restriction both = restriction.copy();
        boolean complete = true;
        Set<String> literals = new LinkedHashSet<>();
        for (String check : types.checks(domain)) {
            Expression condition = Expression.of(check);
            Restrictions restrictions = Restrictions.of(condition);
            both.and(restrictions.on("value"));
            complete &= restrictions.isComplete();
            Literals.in(condition, literals);
        }
        Optional<Values> values = find(column, domain.base(), domain.modifier(), both);
        if (complete && values.isPresent()) {
            return values;
        }
        values.ifPresent(found -> {
            for (long n = 0; n < Math.min(TRIED, found.size()); n++) {
                literals.add(found.get(n));
            }
        });
        return tried(domain, literals);
    }

    private Optional<Values> tried(Type type, Iterable<String> candidates) {
        List<String> list = new ArrayList<>();
        candidates.forEach(list::add);
        String name = Identifiers.quote(type.schema()) + "." + Identifiers.quote(type.name());
        return some(new ListValues(trial.accepted(name, list)));
    }

    private Optional<Values> composite(Type type) {
        List<Optional<Values>> parts = new ArrayList<>();
        for (Attribute attribute : types.attributes(type)) {
            parts.add(find(attribute.name(), attribute.type(), attribute.modifier(), new Restriction()));
        }
        long size = parts.stream()
                .flatMap(Optional::stream)
                .mapToLong(Values::size)
                .max()
                .orElse(1);
        return Optional.of(new FormedValues(size, size, false, (n, out) -> {
            out.append('(');
            for (int i = 0; i < parts.size(); i++) {
                out.append(i == 0 ? "" : ",");
                parts.get(i).ifPresent(part -> quoted(part.get(n % part.size()), out));
            }
            out.append(')');
        }));
    }

    /** A range that holds one value, which is different for each. */
    private static Values range(Values bound) {
        return new FormedValues(bound.size(), bound.usual(), false, (n, out) -> {
            out.append('[');
            quoted(bound.get(n), out);
            out.append(',');
            quoted(bound.get(n), out);
            out.append(']');
        });
    }

    private static Values composed(Values inner, String open, String close, boolean quotes) {
        return new FormedValues(inner.size(), inner.usual(), false, (n, out) -> {
            out.append(open);
            if (quotes) {
                quoted(inner.get(n), out);
            } else {
                inner.append(n, out);
            }
            out.append(close);
        });
    }

    private static void quoted(String value, StringBuilder out) {
        out.append('"')
                .append(value.replace("\\", "\\\\").replace("\"", "\\\""))
                .append('"');
    }

    private static Optional<Values> some(Values values) {
        return values.size() > 0 ? Optional.of(values) : Optional.empty();
    }
}
