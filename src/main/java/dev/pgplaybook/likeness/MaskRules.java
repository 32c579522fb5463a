package dev.pgplaybook.likeness;

import dev.pgplaybook.database.Casts;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.likeness.Catalog.Place;
import dev.pgplaybook.likeness.SampleRequest.ColumnMask;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the columns that are to be masked, and refuses a mask that would break what the schema promises. */
final class MaskRules {

    private static final String CHOICES =
            "text, uuid, bigint, numeric, bytea and integer can be hashed where they are long"
                    + " enough to stay apart; otherwise write null or { fixed: … }";

    private final Session session;
    private final Catalog catalog;
    private final MaskedType types = new MaskedType();
    private final List<Problem> problems = new ArrayList<>();
    private final Map<ColumnMask, Place> places = new LinkedHashMap<>();
    private final Map<Long, Map<String, Masks.Masked>> found = new HashMap<>();

    MaskRules(Session session, Catalog catalog) {
        this.session = session;
        this.catalog = catalog;
    }

    /** @throws ProblemException PB622 and PB623, all at once and each at its place */
    Masks apply(List<ColumnMask> masks) {
        masks.forEach(this::find);
        places.forEach(this::hold);
        places.forEach(this::holdAgainstForeignKeys);
        if (!problems.isEmpty()) {
            throw new ProblemException(problems);
        }
        return new Masks(found);
    }

    private void find(ColumnMask mask) {
        List<Place> columns = catalog.columns(mask.column());
        if (columns.size() != 1) {
            problems.add(Problem.of(
                            ProblemCode.PB623,
                            columns.isEmpty()
                                    ? "The target has no column " + mask.column()
                                    : "The target has several columns " + mask.column())
                    .at(mask.at())
                    .hint("write SCHEMA.TABLE.COLUMN, with capitals as in the database"));
            return;
        }
        Place place = columns.get(0);
        places.put(mask, place);
        types.expression(mask.mask(), place.column())
                .ifPresent(sql -> found.computeIfAbsent(place.table().root(), oid -> new HashMap<>())
                        .put(place.column().name(), new Masks.Masked(mask.mask(), sql)));
    }

    private void hold(ColumnMask mask, Place place) {
        Table.Column column = place.column();
        boolean nothing = mask.mask() instanceof Mask.Nothing;
        if (place.table().root() != place.table().oid()) {
            refuse(mask, place, "is a column of a partition", "mask the column of the partitioned table");
        } else if (column.generated()) {
            refuse(mask, place, "is generated from other columns", "mask those");
        } else if (nothing && column.notNull()) {
            refuse(mask, place, "is NOT NULL", "write hash or { fixed: … }");
        } else if (!mask.mask().keepsValuesApart() && column.unique()) {
            refuse(mask, place, "is unique", "write hash or email, which keep values apart");
        } else if (types.expression(mask.mask(), column).isEmpty()) {
            refuse(mask, place, "is " + column.type() + ", which cannot hold that", CHOICES);
        } else if (mask.mask() instanceof Mask.Fixed fixed && !new Casts(session).takes(column.type(), fixed.text())) {
            refuse(mask, place, "is " + column.type() + ", which has no such value", "write one that it has");
        }
    }

    /** Both ends of a reference must become the same value, or the referring one none. */
    private void holdAgainstForeignKeys(ColumnMask mask, Place place) {
        for (ForeignKey key : catalog.foreignKeys()) {
            for (ForeignKey.Pair pair : key.pairs()) {
                boolean child = isAt(place, key.child(), pair.child());
                boolean parent = isAt(place, key.parent(), pair.parent());
                if ((child || parent) && !agree(key, pair)) {
                    refuse(
                            mask,
                            place,
                            "belongs to the foreign key " + key.label() + ", which would be broken",
                            "mask " + key.child().label() + "." + pair.child() + " and "
                                    + key.parent().label() + "." + pair.parent()
                                    + " both with hash or email, or neither");
                    return;
                }
            }
        }
    }

    private boolean agree(ForeignKey key, ForeignKey.Pair pair) {
        Optional<Mask> child = mask(key.child(), pair.child());
        Optional<Mask> parent = mask(key.parent(), pair.parent());
        if (child.isPresent() && child.get() instanceof Mask.Nothing) {
            return !(key.full() && key.pairs().size() > 1);
        }
        boolean same = child.equals(parent) && child.map(Mask::keepsValuesApart).orElse(true);
        return same && base(key.child(), pair.child()).equals(base(key.parent(), pair.parent()));
    }

    private Optional<Mask> mask(Table table, String column) {
        return Optional.ofNullable(found.getOrDefault(table.root(), Map.of()).get(column))
                .map(Masks.Masked::mask);
    }

    private static String base(Table table, String column) {
        return table.column(column).map(Table.Column::base).orElse("");
    }

    private static boolean isAt(Place place, Table table, String column) {
        return place.table().root() == table.root() && place.column().name().equals(column);
    }

    private void refuse(ColumnMask mask, Place place, String why, String hint) {
        problems.add(Problem.of(
                        ProblemCode.PB622,
                        "The mask " + mask.mask().word() + " cannot be put on " + place.label() + ": the column " + why)
                .at(mask.at())
                .hint(hint));
    }
}
