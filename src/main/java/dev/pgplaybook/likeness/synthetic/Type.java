package dev.pgplaybook.likeness.synthetic;

/**
 * A type as the catalogs have it.
 *
 * @param kind b base, c composite, d domain, e enum, m multirange, r range, p pseudo
 * @param category of base types: S for text, N for numbers and so on
 * @param element of an array; otherwise 0
 * @param base of a domain, with its modifier; otherwise 0
 * @param subtype of a range or multirange; otherwise 0
 * @param relation that holds a composite type's attributes; otherwise 0
 */
record Type(
        long oid,
        String schema,
        String name,
        char kind,
        char category,
        long element,
        long base,
        int modifier,
        long subtype,
        long relation) {

    boolean isArray() {
        return category == 'A' && element != 0;
    }
}
