import pg from 'pg'

/** Makes a test’s own database fail as a broken server does. The tests’ database has to be its own. */
export class FailingDatabase {
  readonly #owner: pg.Client

  private constructor(owner: pg.Client) {
    this.#owner = owner
  }

  static async connect(connectionString = process.env['MIGRATION_DATABASE_URL']): Promise<FailingDatabase> {
    const owner = new pg.Client({ connectionString })
    await owner.connect()
    return new FailingDatabase(owner)
  }

  async disconnect(): Promise<void> {
    await this.#owner.end()
  }

  /** While the work runs, each row that is written to the table fails with this SQLSTATE, and after a space a message. */
  whileWritesFail<T>(table: string, failure: string, work: () => Promise<T>): Promise<T> {
    const [, state, message = 'This is a test.'] = /^(\S+)(?: (.+))?$/.exec(failure) ?? []
    const raising = `RAISE EXCEPTION '${message}' USING ERRCODE = '${state}';`
    return this.#whileTrigger(`TRIGGER failing BEFORE INSERT OR UPDATE ON ${table}`, raising, work)
  }

  /** While the work runs, each transaction that wrote to the table loses its connection as it commits. */
  whileCommitsAreLost<T>(table: string, work: () => Promise<T>): Promise<T> {
    const kind = `CONSTRAINT TRIGGER failing AFTER INSERT OR UPDATE ON ${table} DEFERRABLE INITIALLY DEFERRED`
    return this.#whileTrigger(kind, 'PERFORM pg_terminate_backend(pg_backend_pid(), 0);', work)
  }

  async #whileTrigger<T>(trigger: string, body: string, work: () => Promise<T>): Promise<T> {
    const table = / ON (\S+)/.exec(trigger)?.[1]
    await this.#owner.query(
      `CREATE OR REPLACE FUNCTION public.failing() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN ${body} RETURN NEW; END $$`,
    )
    await this.#owner.query(`CREATE ${trigger} FOR EACH ROW EXECUTE FUNCTION public.failing()`)
    try {
      return await work()
    } finally {
      await this.#owner.query(`DROP TRIGGER failing ON ${table}`)
    }
  }
}
