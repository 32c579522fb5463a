package dev.pgplaybook.likeness.synthetic;

import java.util.List;

/** Those that are listed. */
record ListValues(List<String> list) implements Values {

    ListValues {
        list = List.copyOf(list);
    }

    @Override
    public long size() {
        return list.size();
    }

    @Override
    public void append(long number, StringBuilder out) {
        out.append(list.get((int) number));
    }

    @Override
    public boolean isPlain() {
        return false;
    }
}
