import { describe, expect, it } from 'vitest'
import { judgeStatements } from './statement-tenants'

const tenants = new Set(['lumen', 'umbra'])
const exceptions = [{ name: 'the queue', matches: /pgboss\./, reason: 'of no tenant' }]

interface Logged {
  text: string
  values?: readonly string[]
  plan?: object
  parameters?: string
}

/** As PostgreSQL logs them, by one connection of the app’s role. */
function logOf(...statements: readonly Logged[]): string {
  return statements
    .flatMap(({ text, values, plan, parameters }) => [
      `<7 foyer_app> LOG:  execute s1: ${text.replaceAll('\n', '\n\t')}`,
      ...(values
        ? [
            `<7 foyer_app> DETAIL:  Parameters: ${values.map((one, at) => `$${at + 1} = '${one}'`).join(', ')}`,
          ]
        : []),
      ...(plan
        ? [
            `<7 foyer_app> LOG:  duration: 0.1 ms  plan:\n\t${JSON.stringify(
              { 'Query Text': text, ...(parameters ? { 'Query Parameters': parameters } : {}), Plan: plan },
              null,
              2,
            ).replaceAll('\n', '\n\t')}`,
          ]
        : []),
    ])
    .join('\n')
}

function judged(...statements: readonly Logged[]) {
  return judgeStatements(logOf(...statements), { tenants, exceptions })
}

function scan(condition: string, table = 'users') {
  return {
    'Node Type': 'Index Scan',
    Schema: 'public',
    'Relation Name': table,
    Alias: 'u',
    'Index Cond': condition,
  }
}

const begin: readonly Logged[] = [
  { text: 'BEGIN' },
  { text: 'SELECT foyer.begin_request($1::jsonb)', values: ['{"kind": "tenant", "tenant": "lumen"}'] },
]
const bySetting = scan("(u.tenant_id = current_setting('app.tenant_id'::text, true))")

describe('a statement is of one tenant', () => {
  it('where its transaction names the tenant, and row security limits the scan to it', () => {
    const { ofOneTenant, problems } = judged(...begin, { text: 'SELECT FROM users u', plan: bySetting })
    expect(problems).toEqual([])
    expect(ofOneTenant).toBe(2)
  })

  it('where it names the tenant itself, and the scan is limited to that', () => {
    const text = 'SELECT FROM users u WHERE u.tenant_id = $1'
    const given = { text, values: ['lumen'], parameters: "$1 = 'lumen'" }
    expect(judged({ ...given, plan: scan('(u.tenant_id = $1)') }).problems).toEqual([])
    expect(judged({ ...given, plan: scan("(u.tenant_id = 'lumen'::text)") }).problems).toEqual([])
  })

  it('where the plan compares a variable of a function with the setting once', () => {
    const plan = {
      'Node Type': 'Result',
      'One-Time Filter': "(current_setting('app.tenant_id'::text, true) = $1)",
      Plans: [scan('(u.tenant_id = $1)')],
    }
    expect(judged({ text: 'SELECT foyer.find_account($1)', values: ['lumen'], plan }).problems).toEqual([])
  })
})

describe('a statement is a problem', () => {
  it('where nothing names a tenant', () => {
    expect(judged({ text: 'SELECT FROM users', plan: bySetting }).problems).toEqual([
      'names no tenant: SELECT FROM users',
    ])
  })

  it('where its transaction is over', () => {
    const { problems } = judged(...begin, { text: 'COMMIT' }, { text: 'SELECT FROM users', plan: bySetting })
    expect(problems).toEqual(['names no tenant: SELECT FROM users'])
  })

  it('where it names two', () => {
    const { problems } = judged(...begin, { text: 'SELECT $1', values: ['umbra'] })
    expect(problems).toEqual(['names 2 tenants: SELECT $1'])
  })

  it.each(['(u.id = $1)', "(u.tenant_id = 'umbra'::text)", '(u.tenant_id = $1)', '(u.tenant_id > $1)', ''])(
    'where a scan is limited by no more than %j',
    (condition) => {
      const statement = { text: 'SELECT FROM users u', values: ['an id'], parameters: "$1 = 'an id'" }
      const nested = { 'Node Type': 'Limit', Plans: [scan(condition)] }
      const { problems, ofOneTenant } = judged(...begin, { ...statement, plan: nested })
      expect(problems).toEqual([`reads public.users of all tenants (${condition}): SELECT FROM users u`])
      expect(ofOneTenant).toBe(1)
    },
  )

  it('but not where it is an exception, which is counted', () => {
    const { problems, exceptions: used } = judged({ text: 'SELECT FROM pgboss.job' })
    expect(problems).toEqual([])
    expect(used.get('the queue')).toBe(1)
  })
})
