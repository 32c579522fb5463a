package dev.pgplaybook.journal;

/**
 * What stands for a whole record: the hash of its last line, which rests on all before it. Kept elsewhere, it shows later whether the
 * record is still the same.
 *
 * @param entries how many lines there are
 * @param hash empty where there is none
 */
public record Head(long entries, String hash) {}
