package dev.pgplaybook.problem;

/**
 * Every kind of problem that a user can meet. A code is stable for ever: it is never reused, and {@code docs/problems/} holds a page
 * for each. The hundreds say where it comes from: 1 playbook, 2 migrations and history, 3 SQL, 4 database and connection, 5 run,
 * 6 sandbox.
 */
public enum ProblemCode {
    PB101("The playbook is not valid YAML"),
    PB102("Unknown key"),
    PB103("Wrong type"),
    PB104("A required key is missing"),
    PB105("The same key or id twice"),
    PB106("A value that is not allowed"),
    PB107("A step needs exactly one kind"),
    PB108("A name that the playbook does not define"),
    PB109("A variable has no value"),
    PB110("Anchors, aliases and merge keys are refused"),
    PB111("More than one YAML document"),
    PB112("The file is too large"),
    PB113("The file is not UTF-8 text"),
    PB114("The file cannot be read"),
    PB115("A variable where SQL takes no parameter"),
    PB116("A secret is too short to be masked"),
    PB117("Which target?"),
    PB118("The env file is not understood"),

    PB201("The migrations folder cannot be read"),
    PB202("A migration has no migration.sql"),
    PB203("The migrations are for another database"),
    PB204("The database is not empty and has no history"),
    PB205("The history holds a failed migration"),
    PB206("A migration failed"),
    PB207("No such migration"),
    PB208("The migration is already applied"),
    PB209("The migration is not in the history"),
    PB210("The migration has not failed"),
    PB211("What is pending is not what was expected"),
    PB212("Another deploy holds the history's lock"),
    PB213("The migration would break its own bookkeeping"),
    PB214("The database has no history table"),
    PB216("The index is not valid"),
    PB217("The migration cannot be resumed"),
    PB218("Strong locks were held for too long"),
    PB219("The migration does not need this repair"),
    PB220("The migrations cannot be replayed"),
    PB221("What the database contains is not decided"),

    PB301("The statement failed"),
    PB302("The result is not the expected one"),
    PB303("The SQL ends too early"),
    PB304("A psql command that cannot be run"),

    PB401("The connection URL is not understood"),
    PB402("The server does not answer"),
    PB403("The server refused the role or password"),
    PB404("The database does not exist"),
    PB405("The server is not PostgreSQL"),
    PB406("The connection was lost"),
    PB407("The server's version is not supported"),
    PB408("The connection is pooled in transaction mode"),
    PB409("The encrypted connection failed"),
    PB410("The URL reaches a protected target's database"),
    PB411("This is not the database that was confirmed"),
    PB412("A lock could not be had in time"),
    PB413("The statement was cancelled"),

    PB501("A check before the step failed"),
    PB502("A check after the step failed"),
    PB503("An answer is needed"),
    PB504("The typed name is not the database's name"),
    PB505("No such run"),
    PB506("The run is being walked elsewhere"),
    PB507("The journal cannot be read"),
    PB508("No such step"),
    PB509("The request was not answered as expected"),
    PB510("The request could not be sent"),
    PB511("The command failed"),
    PB512("The command took too long"),
    PB513("A rehearsal reaches nothing real"),
    PB514("The run cannot go on"),
    PB515("How the step ended is unknown"),
    PB516("Unknown command"),
    PB517("Unknown option"),
    PB518("An argument is missing or one too many"),
    PB519("No playbook is open"),
    PB520("The journal cannot be written"),
    PB521("The target is not there to be reset"),
    PB522("The target cannot keep a note of the run"),
    PB523("The record is not as it was written"),
    PB524("No rehearsal vouches for the run"),
    PB525("It is not as it was recorded"),
    PB526("The file cannot be written"),
    PB527("A replay does not walk on a protected target"),
    PB599("A fault of pgplaybook's own"),

    PB601("No PostgreSQL binaries for this machine"),
    PB602("The sandbox did not start"),
    PB603("The sandbox cannot be made to resemble that"),
    PB604("The script that fills the sandbox failed"),
    PB605("A service did not start"),
    PB606("A service was not ready in time"),
    PB607("The sandbox provider is not available"),
    PB608("The role may not create databases"),
    PB609("No container engine answers"),
    PB610("The container image is not to be had"),
    PB611("The container did not become a server"),
    PB612("There is no such sandbox"),
    PB620("The rows cannot be made up"),
    PB621("The sample could not be taken"),
    PB622("A column cannot be masked like that"),
    PB623("The target has no such table or column");

    private final String title;

    ProblemCode(String title) {
        this.title = title;
    }

    /** What the code means, in a few words, whatever the occasion. */
    public String title() {
        return title;
    }
}
