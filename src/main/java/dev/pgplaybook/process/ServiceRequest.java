package dev.pgplaybook.process;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A server to be started.
 *
 * @param name what it is called in messages; its log is named after it
 * @param ready answers 2xx once the service can be used
 * @param limit how long it may take to be ready
 * @param logs the directory for its log
 */
public record ServiceRequest(String name, Program program, URI ready, Duration limit, Path logs) {}
