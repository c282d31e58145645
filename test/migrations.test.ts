import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { z } from 'zod'
import { outsideTransaction } from '../bin/apply-migration'

/** Migrations until here ran before the first release, on databases that can be made again. */
const baseline = '20270102010000_leaked_passwords'
const root = join(import.meta.dirname, '..')
const folder = join(root, 'prisma/migrations')
const scratch = mkdtempSync(join(tmpdir(), 'foyer-migrations-'))
for (const name of ['alone', 'together']) mkdirSync(join(scratch, name))

afterAll(() => rmSync(scratch, { recursive: true }))

const findings = z.array(z.object({ file: z.string(), rule_name: z.string() }))

/** What squawk finds in each, and what stands in the way of its rules. */
function problemsOf(migrations: readonly string[]): string[][] {
  const files = migrations.map((sql, index) => {
    const isAlone = sql.startsWith(`${outsideTransaction}\n`)
    const file = join(scratch, isAlone ? 'alone' : 'together', `${index}.sql`)
    writeFileSync(file, sql)
    return { file, isAlone }
  })
  const found = [true, false].flatMap((isAlone) =>
    runSquawk(
      isAlone,
      files.filter((one) => one.isAlone === isAlone).map(({ file }) => file),
    ),
  )
  return migrations.map((sql, index) => {
    const rules = found.filter(({ file }) => file === files[index]?.file).map(({ rule_name }) => rule_name)
    return [...rules, ...problemsOfText(sql)]
  })
}

function runSquawk(isAlone: boolean, files: readonly string[]): z.infer<typeof findings> {
  if (files.length === 0) return []
  const transaction = isAlone ? '--no-assume-in-transaction' : '--assume-in-transaction'
  const squawk = join(root, 'node_modules/.bin/squawk')
  const settings = { cwd: root, encoding: 'utf8' } as const
  const { stdout, stderr } = spawnSync(squawk, [transaction, '--reporter=json', ...files], settings)
  if (stdout === '') throw new Error(`squawk said nothing. ${stderr}`)
  return findings.parse(JSON.parse(stdout))
}

function problemsOfText(sql: string): string[] {
  const lines = sql.split('\n')
  const isReason = (line = '') => /^-- \S+ \S+ \S+/.test(line) && !line.includes('squawk-ignore')
  const unexplained = lines.some(
    (line, index) => line.includes('squawk-ignore') && !isReason(lines[index - 1]),
  )
  return [
    ...(unexplained ? ['exception-without-reason'] : []),
    ...(sql.includes('squawk-ignore-file') ? ['exception-for-a-file'] : []),
    ...(/\b(lock|statement)_timeout\b/i.test(sql) ? ['other-timeout'] : []),
  ]
}

it('migrations after the baseline lock nothing for long, and let the former version serve', () => {
  const names = readdirSync(folder).filter((name) => /^\d/.test(name) && name > baseline)
  const problems = problemsOf(names.map((name) => readFileSync(join(folder, name, 'migration.sql'), 'utf8')))
  const bad = names.map((name, index) => ({ name, problems: problems[index] }))
  expect(bad.filter(({ problems: found }) => found?.length !== 0)).toEqual([])
})

/** Each breaks one rule, on a table that is there. */
const refused: [rule: string, sql: string][] = [
  ['require-concurrent-index-creation', 'CREATE INDEX members_by_age ON members (tenant_id, created_at);'],
  ['require-concurrent-index-deletion', 'DROP INDEX members_by_age;'],
  [
    'ban-concurrent-index-creation-in-transaction',
    'ALTER TABLE members ADD COLUMN a text;\nCREATE INDEX CONCURRENTLY members_a ON members (tenant_id, a);',
  ],
  [
    'adding-field-with-default',
    'ALTER TABLE members ADD COLUMN seen_at timestamptz DEFAULT clock_timestamp();',
  ],
  ['adding-required-field', 'ALTER TABLE members ADD COLUMN note text NOT NULL;'],
  ['changing-column-type', 'ALTER TABLE members ALTER COLUMN user_id TYPE uuid USING user_id::uuid;'],
  ['adding-not-nullable-field', 'ALTER TABLE members ALTER COLUMN last_active_at SET NOT NULL;'],
  ['constraint-missing-not-valid', "ALTER TABLE members ADD CONSTRAINT named CHECK (user_id <> '');"],
  [
    'adding-foreign-key-constraint',
    'ALTER TABLE members ADD CONSTRAINT of_tenant FOREIGN KEY (tenant_id) REFERENCES tenants (id);',
  ],
  ['disallowed-unique-constraint', 'ALTER TABLE members ADD UNIQUE (tenant_id, user_id);'],
  ['ban-drop-column', 'ALTER TABLE members DROP COLUMN last_active_at;'],
  ['renaming-column', 'ALTER TABLE members RENAME COLUMN last_active_at TO seen_at;'],
  ['renaming-table', 'ALTER TABLE members RENAME TO people;'],
  ['ban-drop-table', 'DROP TABLE members;'],
  ['other-timeout', 'SET lock_timeout = 0;'],
  ['exception-without-reason', '-- squawk-ignore ban-drop-table\nDROP TABLE members;'],
  [
    'exception-for-a-file',
    '-- The former version does not read it.\n-- squawk-ignore-file\nDROP TABLE members;',
  ],
]

it('refuses each of these', () => {
  const problems = problemsOf(refused.map(([, sql]) => sql))
  const missed = refused.filter(([rule], index) => !problems[index]?.includes(rule))
  expect(missed).toEqual([])
})

const accepted: [what: string, sql: string][] = [
  [
    'a new table with an index',
    'CREATE TABLE notes (id text PRIMARY KEY);\nCREATE INDEX notes_i ON notes (id);',
  ],
  [
    'a column that may be empty, or has a constant',
    "ALTER TABLE members ADD COLUMN a text, ADD COLUMN b text NOT NULL DEFAULT '';",
  ],
  [
    'an index that is made beside the work',
    `${outsideTransaction}\nCREATE INDEX CONCURRENTLY members_by_age ON members (tenant_id, created_at);`,
  ],
  ['a check of new rows alone', "ALTER TABLE members ADD CONSTRAINT named CHECK (user_id <> '') NOT VALID;"],
  [
    'an exception with its reason',
    '-- The former version does not read it any more.\n-- squawk-ignore ban-drop-table\nDROP TABLE members;',
  ],
]

it('takes each of these', () => {
  const problems = problemsOf(accepted.map(([, sql]) => sql))
  expect(accepted.map(([what], index) => [what, problems[index]])).toEqual(
    accepted.map(([what]) => [what, []]),
  )
})
