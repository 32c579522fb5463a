package dev.pgplaybook.playbook;

import dev.pgplaybook.problem.Location;

/** A read-only question with its expected answer. */
public record Check(String title, Text sql, Expectation expect, Location at) {}
