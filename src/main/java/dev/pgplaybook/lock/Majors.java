package dev.pgplaybook.lock;

/** Consecutive major versions, both ends among them. */
public record Majors(int first, int last) {

    static Majors parse(String text) {
        String[] ends = text.split("-", 2);
        return new Majors(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]));
    }

    public boolean contains(int major) {
        return first <= major && major <= last;
    }

    @Override
    public String toString() {
        return first == last ? String.valueOf(first) : first + "-" + last;
    }
}
