package dev.pgplaybook.likeness.synthetic;

/** Numbers that look random, and are the same for the same seed, name and row wherever and whenever they are asked for. */
record Mix(long seed) {

    Mix of(String name) {
        long state = seed;
        for (int i = 0; i < name.length(); i++) {
            state = scrambled(state ^ name.charAt(i));
        }
        return new Mix(state);
    }

    long at(long row) {
        return scrambled(seed + row * 0x9E3779B97F4A7C15L);
    }

    /** A number from 0 to before {@code bound}. */
    long below(long bound, long row) {
        return Long.remainderUnsigned(at(row), bound);
    }

    /** The finalizer of SplitMix64, which loses nothing: different numbers stay different. */
    static long scrambled(long number) {
        long z = number;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
