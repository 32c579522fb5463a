package dev.pgplaybook.migration;

import dev.pgplaybook.sql.DataDemand;
import dev.pgplaybook.sql.DataDemand.Site;

/** A demand that is made at another place than where it is written. */
final class Moved {

    private Moved() {}

    static DataDemand to(Site site, DataDemand demand) {
        if (demand instanceof DataDemand.Check check) {
            return new DataDemand.Check(site, check.condition());
        }
        if (demand instanceof DataDemand.Reference reference) {
            return new DataDemand.Reference(
                    site, reference.columns(), reference.referenced(), reference.referencedColumns(), reference.full());
        }
        return demand instanceof DataDemand.NotNull notNull ? new DataDemand.NotNull(site, notNull.column()) : demand;
    }
}
