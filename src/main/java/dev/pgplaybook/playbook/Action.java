package dev.pgplaybook.playbook;

import dev.pgplaybook.problem.Location;
import java.util.Optional;

/**
 * A call with what makes it safe to repeat and to rehearse.
 *
 * @param doneWhen a query that gives a row once the call has taken effect, so that it is never made twice
 * @param standIn what serves for it on a sandbox, where its server cannot be reached
 */
public record Action(Call call, Optional<Text> doneWhen, Optional<Call.Sql> standIn, Location at) {}
