package dev.pgplaybook.migration;

import static dev.pgplaybook.migration.RowQuestion.shown;

import dev.pgplaybook.sql.DataDemand;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Demands, and the rows in their way, in words. */
final class DemandWords {

    private DemandWords() {}

    static String title(DataDemand demand) {
        String table = shown(demand.site().table());
        if (demand instanceof DataDemand.NotNull d) {
            return "no row of " + table + " is without " + shown(d.column());
        }
        if (demand instanceof DataDemand.Unique d) {
            return "no two rows of " + table + " share " + listed(d.keys());
        }
        if (demand instanceof DataDemand.Reference d) {
            return "each " + listed(d.columns()) + " of " + table + " is in " + shown(d.referenced());
        }
        if (demand instanceof DataDemand.Conversion d) {
            return "each " + shown(d.column()) + " of " + table + " becomes " + d.type();
        }
        return "each row of " + table + " keeps " + shown(demand.site().name());
    }

    /** @param number how many there are, such as {@code 17 rows} */
    static String inTheWay(Foreseen foreseen, String number, boolean one) {
        DataDemand demand = foreseen.demand();
        String by = foreseen.migration().name();
        String rows = number + " of " + shown(demand.site().table());
        if (demand instanceof DataDemand.NotNull d) {
            return foreseen.adds()
                    ? rows + " would be without " + shown(d.column()) + ", which " + by + " adds as NOT NULL"
                    : rows + (one ? " is" : " are") + " without " + shown(d.column()) + ", which " + by
                            + " makes NOT NULL";
        }
        if (demand instanceof DataDemand.Unique d) {
            return rows + (one ? " shares " : " share ") + listed(d.keys()) + ", which " + by + " makes unique";
        }
        if (demand instanceof DataDemand.Reference d) {
            return rows + (one ? " refers" : " refer") + " by " + listed(d.columns()) + " to no row of "
                    + shown(d.referenced()) + ", as " + by + " requires";
        }
        if (demand instanceof DataDemand.Conversion d) {
            return rows + (one ? " holds" : " hold") + " a " + shown(d.column()) + " that " + by + " cannot make a "
                    + d.type();
        }
        return rows + (one ? " does" : " do") + " not keep "
                + shown(demand.site().name()) + ", which " + by + " adds";
    }

    static String number(long count) {
        if (count > RowQuestion.COUNTED) {
            return "more than " + grouped(RowQuestion.COUNTED) + " rows";
        }
        return grouped(count) + (count == 1 ? " row" : " rows");
    }

    private static String grouped(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    private static String listed(List<String> names) {
        return names.stream().map(RowQuestion::shown).collect(Collectors.joining(", "));
    }
}
