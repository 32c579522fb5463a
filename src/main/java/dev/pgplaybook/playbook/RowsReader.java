package dev.pgplaybook.playbook;

import dev.pgplaybook.problem.ProblemCode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/** Reads which rows a sandbox gets, and how they are masked. */
final class RowsReader {

    private static final String FORMS = "schema-only, sample, synthetic, {sample: 10%} or {synthetic: 1000}";
    private static final List<String> WORDS = List.of("schema-only", "sample", "synthetic");
    private static final Pattern SHARE = Pattern.compile("(100|[0-9]{1,2}(\\.[0-9]{1,6})?)%");
    private static final RowAmount SOME = new RowAmount.Share(BigDecimal.TEN);
    private static final int SOME_COUNT = 1000;
    private static final int MOST = 1_000_000_000;

    private RowsReader() {}

    static RowsSpec read(Fields sandbox, LikenessSpec like) {
        Optional<Field> rows = sandbox.find("rows");
        List<MaskSpec> masks = sandbox.find("mask").map(MaskReader::read).orElseGet(List::of);
        RowsSpec spec = rows.map(field -> rows(field, masks)).orElseGet(RowsSpec.SchemaOnly::new);
        rows.ifPresent(field -> holdAgainst(like, spec, field));
        if (sandbox.has("mask") && !(spec instanceof RowsSpec.Sample) && isUnderstood(rows)) {
            sandbox.reading()
                    .problems()
                    .add(
                            ProblemCode.PB106,
                            sandbox.keyAt("mask"),
                            sandbox.path() + " has a mask and no rows that it could mask",
                            "add rows: sample, or take the mask away");
        }
        return spec;
    }

    private static RowsSpec rows(Field field, List<MaskSpec> masks) {
        if (field.isText()) {
            return byWord(field, masks);
        }
        if (!field.isMapping()) {
            field.wrongType("a text or a mapping", "write " + FORMS);
            return new RowsSpec.SchemaOnly();
        }
        Fields fields = field.fields(Shape.ROWS);
        fields.oneOf(List.of("sample", "synthetic"), ProblemCode.PB104, ProblemCode.PB106);
        long seed = fields.find("seed")
                .map(f -> Values.whole(f, 0, Integer.MAX_VALUE))
                .orElse(0);
        Optional<Field> tables = fields.find("tables");
        if (fields.has("synthetic")) {
            return new RowsSpec.Synthetic(
                    fields.find("synthetic").map(RowsReader::count).orElseThrow(),
                    tables.map(f -> each(f, (table, v) -> new RowsSpec.TableCount(table, count(v), v.at())))
                            .orElseGet(List::of),
                    seed);
        }
        return new RowsSpec.Sample(
                fields.find("sample").map(RowsReader::amount).orElse(SOME),
                tables.map(f -> each(f, (table, v) -> new RowsSpec.TableAmount(table, amount(v), v.at())))
                        .orElseGet(List::of),
                seed,
                masks);
    }

    private static RowsSpec byWord(Field field, List<MaskSpec> masks) {
        if (!WORDS.contains(field.written())) {
            field.badValue(field.path() + " cannot be " + YamlText.shortened(field.written()), "write " + FORMS);
        }
        return switch (field.written()) {
            case "sample" -> new RowsSpec.Sample(SOME, List.of(), 0, masks);
            case "synthetic" -> new RowsSpec.Synthetic(SOME_COUNT, List.of(), 0);
            default -> new RowsSpec.SchemaOnly();
        };
    }

    /** Whatever else is wrong with the rows, they may have been meant as a sample. */
    private static boolean isUnderstood(Optional<Field> rows) {
        return rows.map(f -> f.isText() ? WORDS.contains(f.written()) : f.isMapping())
                .orElse(true);
    }

    private static void holdAgainst(LikenessSpec like, RowsSpec spec, Field field) {
        if (spec instanceof RowsSpec.Sample && !(like instanceof LikenessSpec.FromTarget)) {
            field.badValue(
                    field.path() + " takes a sample, and there is no target to take it from",
                    like instanceof LikenessSpec.FromFile
                            ? "leave rows out: the file's rows are loaded as they are"
                            : "write like: { target: NAME } beside it, or rows: synthetic");
        } else if (spec instanceof RowsSpec.SchemaOnly
                && like instanceof LikenessSpec.FromFile
                && field.written().equals("schema-only")) {
            field.badValue(
                    field.path() + " is schema-only, and a file is loaded as it is, rows included",
                    "give a dump that was made with --schema-only, and leave rows out");
        }
    }

    /** What the author calls a table is looked for in the database, not here: it may hold any letter. */
    private static <T> List<T> each(Field field, BiFunction<String, Field, T> read) {
        return field.named(value -> value).entrySet().stream()
                .map(entry -> read.apply(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static long count(Field field) {
        return Values.whole(field, 0, MOST);
    }

    private static RowAmount amount(Field field) {
        if (!field.isText()) {
            return field.scalarOf(BigDecimal.class, "a number of rows or a share such as 10%")
                    .<RowAmount>map(number -> new RowAmount.Count(count(field)))
                    .orElse(SOME);
        }
        if (!SHARE.matcher(field.written()).matches()) {
            field.badValue(
                    field.path() + " is " + YamlText.shortened(field.written()) + ", which is no share from 0% to 100%",
                    "write 10%, 0.5% or a number of rows");
            return SOME;
        }
        return new RowAmount.Share(new BigDecimal(field.written().replace("%", "")));
    }
}
