import { z } from 'zod'

/** Of PostgreSQL’s log with log_statement = 'all' and auto_explain, which also has the statements within functions. */
export const logSettings: Readonly<Record<string, string>> = {
  log_line_prefix: '<%p %u> ',
  log_statement: 'all',
  session_preload_libraries: 'auto_explain',
  'auto_explain.log_min_duration': '0',
  'auto_explain.log_nested_statements': 'on',
  'auto_explain.log_format': 'json',
  'auto_explain.log_verbose': 'on',
}

interface PlanNode {
  [key: string]: unknown
  Plans?: PlanNode[] | undefined
}

const planNode: z.ZodType<PlanNode> = z.lazy(() => z.looseObject({ Plans: z.array(planNode).optional() }))
const logged = z.object({
  'Query Text': z.string(),
  'Query Parameters': z.string().default(''),
  Plan: planNode,
})
type Plan = z.infer<typeof logged>

interface Statement {
  pid: string
  text: string
  values: readonly string[]
  /** Also of what its functions and foreign keys do. */
  plans: Plan[]
}

export interface Exception {
  name: string
  /** Of the text of a statement, as it is in the log, or of a table with its schema. */
  matches: RegExp
  reason: string
}

export interface Findings {
  /** How many name one tenant. */
  ofOneTenant: number
  /** Where it is used, by the name of the exception. */
  exceptions: Map<string, number>
  /** Why a statement could touch another shard. */
  problems: string[]
}

interface Judging {
  /** Ids of all that there are. */
  tenants: ReadonlySet<string>
  exceptions: readonly Exception[]
}

const entry = /^<(\d+) (\S+)> (LOG|DETAIL|WARNING|ERROR|STATEMENT|CONTEXT|HINT|NOTICE|FATAL):  (.*)$/s
/** Names of prepared statements may have colons. */
const statementStart = /^(?:execute \S+|statement): /
const planStart = /^duration: .*? plan:\n/
const bounds = /^(BEGIN|COMMIT|ROLLBACK|DEALLOCATE)\b/i

/**
 * Whether each statement of the app’s role touches the rows of one tenant. A statement names its tenant by a parameter; within a
 * transaction, foyer.begin_request or foyer.begin_change names it for all. Each scan of a table, also in functions, has to be
 * filtered by that tenant: by row security, which reads the setting that those functions set, or by a parameter.
 */
export function judgeStatements(log: string, judging: Judging): Findings {
  const findings: Findings = { ofOneTenant: 0, exceptions: new Map(), problems: [] }
  const open = new Map<string, Context>()
  for (const statement of statementsIn(log)) {
    const { pid, text } = statement
    if (/^BEGIN$/i.test(text)) open.set(pid, { tenants: new Set(), exception: undefined })
    if (/^(COMMIT|ROLLBACK)/i.test(text)) open.delete(pid)
    if (!bounds.test(text)) judge(statement, { ...judging, findings, context: open.get(pid) })
  }
  return findings
}

/** Of a transaction. */
interface Context {
  tenants: Set<string>
  exception: Exception | undefined
}

function judge(
  statement: Statement,
  { context, findings, tenants, exceptions }: Judging & { context: Context | undefined; findings: Findings },
): void {
  const find = (text: string) => exceptions.find(({ matches }) => matches.test(text))
  const isException = (found: Exception | undefined) => {
    if (found) findings.exceptions.set(found.name, (findings.exceptions.get(found.name) ?? 0) + 1)
    return found !== undefined
  }
  const own = tenantsOf(statement.values, tenants)
  const exception = context?.exception ?? find([statement.text, ...statement.values].join('\n'))
  if (context && /foyer\.begin_(request|change)\(/.test(statement.text))
    Object.assign(context, { exception, tenants: own })
  if (isException(exception)) return
  const problems = problemsOf(statement, {
    named: new Set([...own, ...(context?.tenants ?? [])]),
    isException: (table) => isException(find(table)),
  })
  if (problems.length === 0) findings.ofOneTenant += 1
  findings.problems.push(...problems.map((words) => `${words}: ${statement.text.slice(0, 300)}`))
}

function problemsOf(
  { plans }: Statement,
  { named, isException }: { named: ReadonlySet<string>; isException: (table: string) => boolean },
): string[] {
  const [tenant, ...others] = named
  if (tenant === undefined) return ['names no tenant']
  if (others.length > 0) return [`names ${named.size} tenants`]
  return plans
    .flatMap((plan) => tablesBeyond(plan, tenant))
    .filter(({ table }) => !isException(table))
    .map(({ table, condition }) => `reads ${table} of all tenants (${condition})`)
}

/** What the plan reads without a condition on the tenant. */
function tablesBeyond(plan: Plan, tenant: string): { table: string; condition: string }[] {
  const nodes = nodesOf(plan.Plan)
  const tenantsAlias = nodes.find((node) => node['Relation Name'] === 'tenants')?.['Alias']
  const same = [
    String.raw`\(?current_setting\('app\.tenant_id'`,
    String.raw`\(?foyer\.tenant_id\(\)`,
    String.raw`\w+\.tenant_id\b`,
    `'${escape(tenant)}'`,
    ...(typeof tenantsAlias === 'string' ? [String.raw`${tenantsAlias}\.id\b`] : []),
    ...parametersOf(plan, tenant).map(escape),
    ...nodes.flatMap((node) => equalToSetting(textOf(node, 'One-Time Filter'))).map(escape),
  ]
  return nodes.filter(isScan).flatMap((node) => {
    const table = `${textOf(node, 'Schema')}.${textOf(node, 'Relation Name')}`
    const column = table === 'public.tenants' ? 'id' : 'tenant_id'
    const condition = ['Index Cond', 'Recheck Cond', 'Filter'].map((name) => textOf(node, name)).join(' ')
    const equality = new RegExp(String.raw`\b${column}\)?(?:::text)? = (?:${same.join('|')})`)
    return equality.test(condition) ? [] : [{ table, condition: condition.trim() }]
  })
}

function nodesOf(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(nodesOf)]
}

/** What is inserted is checked by the WITH CHECK of the policies. */
function isScan(node: PlanNode): boolean {
  return 'Relation Name' in node && node['Node Type'] !== 'ModifyTable'
}

/** Those of its parameters that are the tenant. Of variables of PL/pgSQL, the log has no values. */
function parametersOf(plan: Plan, tenant: string): string[] {
  return valuesIn(plan['Query Parameters']).flatMap((value, index) =>
    value === tenant ? [`$${index + 1}`] : [],
  )
}

/** Where a plan compares a value with the setting once, it reads nothing if they differ. */
function equalToSetting(filter: string): string[] {
  const value = String.raw`(\$\d+|\(\$\d+ ->> '\w+'::text\)|\w+\.\w+)`
  const setting = String.raw`current_setting\('app\.tenant_id'::text, true\)`
  const found = filter.matchAll(new RegExp(`${setting} = ${value}`, 'g'))
  return Array.from(found, ([, compared = '']) => compared)
}

function escape(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
}

function textOf(node: PlanNode, name: string): string {
  const value = node[name]
  return typeof value === 'string' ? value : ''
}

/** Those that a parameter is, or says as JSON. */
function tenantsOf(values: readonly string[], tenants: ReadonlySet<string>): Set<string> {
  const said = values.flatMap((value) => [value, ...namesInJson(value)])
  return new Set(said.filter((one) => tenants.has(one)))
}

const naming = z.looseObject({
  tenant: z.string().optional(),
  tenantId: z.string().optional(),
  tenant_id: z.string().optional(),
})

function namesInJson(text: string): string[] {
  if (!text.startsWith('{')) return []
  try {
    const { tenant, tenantId, tenant_id } = naming.parse(JSON.parse(text))
    return [tenant, tenantId, tenant_id].filter((one) => one !== undefined)
  } catch {
    return []
  }
}

function statementsIn(log: string): Statement[] {
  const found: Statement[] = []
  const latest = new Map<string, Statement>()
  for (const [, pid = '', user, , text = ''] of entriesIn(log)) {
    if (user !== 'foyer_app') continue
    if (statementStart.test(text)) {
      const statement: Statement = {
        pid,
        text: text.replace(statementStart, '').trim(),
        values: [],
        plans: [],
      }
      found.push(statement)
      latest.set(pid, statement)
    } else addTo(latest.get(pid), text)
  }
  return found
}

function addTo(statement: Statement | undefined, text: string): void {
  if (planStart.test(text)) statement?.plans.push(logged.parse(JSON.parse(text.replace(planStart, ''))))
  else if (statement && /^Parameters:/i.test(text)) statement.values = valuesIn(text)
}

/** Lines that begin with a tab belong to the one before. */
function entriesIn(log: string): RegExpExecArray[] {
  const whole = log.replaceAll('\n\t', '\n ').split(/\n(?=<\d+ \S*> )/)
  return whole.map((text) => entry.exec(text.trimEnd())).filter((match) => match !== null)
}

/** Of $1, $2 …; NULL is empty. */
function valuesIn(parameters: string): string[] {
  const values: string[] = []
  for (const [, number, value = ''] of parameters.matchAll(/\$(\d+) = (?:'((?:[^']|'')*)'|NULL)/g))
    values[Number(number) - 1] = value.replaceAll("''", "'")
  return values
}
