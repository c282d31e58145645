import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { constantsIn, listed, valueOf, type Known } from './constants'

/** A test by its title, and those of the blocks around it. */
export interface Title {
  file: string
  blocks: readonly string[]
  title: string
}

const tenant = join(import.meta.dirname, '..')

/** The tests that files define, read and not run; what is skipped or to be done is none. */
export function titlesIn(pattern: string): Title[] {
  return globSync(pattern, { cwd: tenant }).flatMap((file) =>
    titlesOf(file, readFileSync(join(tenant, file), 'utf8')),
  )
}

export function titlesOf(file: string, text: string): Title[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  return testsIn(source.statements, { known: new Map(), blocks: [] }).map((title) => ({ file, ...title }))
}

interface Around {
  known: Known
  blocks: readonly string[]
}

function testsIn(statements: readonly ts.Statement[], { known, blocks }: Around): Omit<Title, 'file'>[] {
  const around = { known: new Map([...known, ...constantsIn(statements)]), blocks }
  return statements.flatMap((statement) =>
    ts.isExpressionStatement(statement) && ts.isCallExpression(statement.expression)
      ? testsOf(statement.expression, around)
      : [],
  )
}

function testsOf(call: ts.CallExpression, around: Around): Omit<Title, 'file'>[] {
  const [template, work] = call.arguments
  const kind = kindOf(call.expression)
  if (!kind || !template || !work) return []
  const rows = kind.table === null ? [null] : listed(kind.table, around.known)
  return rows.flatMap((row) => {
    const known = row === null ? around.known : bound(work, row, around.known)
    const title = printed(textOf(valueOf(template, known)), row)
    if (!kind.isBlock) return [{ blocks: around.blocks, title }]
    return testsIn(bodyOf(work), { known, blocks: [...around.blocks, title] })
  })
}

/** What `describe`, `test.each(table)` and the like make; null for everything else, and for what does not run. */
function kindOf(callee: ts.Expression): { isBlock: boolean; table: ts.Expression | null } | null {
  const table = ts.isCallExpression(callee) ? (callee.arguments[0] ?? null) : null
  const names = (ts.isCallExpression(callee) ? callee.expression : callee).getText().split(/<.*|\./)
  const [first = '', ...more] = names.filter(Boolean)
  if (!['describe', 'test', 'it'].includes(first) || (ts.isCallExpression(callee) && !more.includes('each')))
    return null
  if (!more.every((name) => ['each', 'describe', 'concurrent', 'sequential'].includes(name))) return null
  return { isBlock: first === 'describe' || more.includes('describe'), table }
}

function bodyOf(work: ts.Expression): readonly ts.Statement[] {
  if (!ts.isArrowFunction(work) && !ts.isFunctionExpression(work)) return []
  return ts.isBlock(work.body) ? work.body.statements : [ts.factory.createExpressionStatement(work.body)]
}

/** The names that the callback gives to what stands in the row. */
function bound(work: ts.Expression, row: unknown, known: Known): Known {
  if (!ts.isArrowFunction(work) && !ts.isFunctionExpression(work)) return known
  const given: unknown[] = Array.isArray(row) ? row : [row]
  const pairs = work.parameters.flatMap(({ name }, index): [string, unknown][] => {
    if (ts.isIdentifier(name)) return [[name.text, given[index]]]
    if (!ts.isObjectBindingPattern(name)) return []
    return name.elements.map((element) => [
      element.name.getText(),
      Reflect.get(Object(given[index]) as object, (element.propertyName ?? element.name).getText()),
    ])
  })
  return new Map([...known, ...pairs])
}

/** As the runner does it: `%s` by place, `$name` by name. */
function printed(template: string, row: unknown): string {
  if (row === null) return template
  const values: unknown[] = Array.isArray(row) ? [...(row as unknown[])] : [row]
  return template
    .replaceAll(/%[sdijo]/g, () => textOf(values.shift()))
    .replaceAll(/\$(\w+)/g, (_, name: string) => textOf(Reflect.get(Object(row) as object, name)))
}

function textOf(value: unknown): string {
  if (value === undefined) return '…'
  return typeof value === 'string' ? value : JSON.stringify(value)
}
