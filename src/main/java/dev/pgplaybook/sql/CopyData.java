package dev.pgplaybook.sql;

/** Where the rows of a {@code COPY … FROM stdin} stand in its source: whole lines, without the line {@code \.} that ends them. */
public record CopyData(int start, int end) {}
