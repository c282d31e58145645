import ts from 'typescript'

/** Names and what they stand for: a value, or the expression that says it. */
export type Known = ReadonlyMap<string, unknown>

const mark = Symbol('not known without running it')

/** What an expression says where that is plain to see; undefined, or a part of it, where it is not. */
export function valueOf(expression: ts.Expression, known: Known): unknown {
  const value = plain(expression, known)
  return value === mark ? undefined : value
}

/** The rows of a table; one of nothing known where it is made while it runs. */
export function listed(table: ts.Expression, known: Known): unknown[] {
  const rows = valueOf(table, known)
  return Array.isArray(rows) ? (rows as unknown[]) : [undefined]
}

/** The constants among these statements. */
export function constantsIn(statements: readonly ts.Statement[]): [string, ts.Expression][] {
  return statements
    .filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => [...declarationList.declarations])
    .flatMap(({ name, initializer }): [string, ts.Expression][] =>
      ts.isIdentifier(name) && initializer ? [[name.text, initializer]] : [],
    )
}

function plain(expression: ts.Expression, known: Known): unknown {
  if (ts.isAsExpression(expression) || ts.isSatisfiesExpression(expression))
    return plain(expression.expression, known)
  if (ts.isParenthesizedExpression(expression)) return plain(expression.expression, known)
  if (ts.isStringLiteralLike(expression)) return expression.text
  if (ts.isNumericLiteral(expression)) return Number(expression.text)
  if (ts.isIdentifier(expression)) return named(expression.text, known)
  return composed(expression, known)
}

function named(name: string, known: Known): unknown {
  const found = known.get(name)
  return isExpression(found) ? plain(found, known) : found
}

function isExpression(value: unknown): value is ts.Expression {
  return typeof value === 'object' && value !== null && 'kind' in value && 'parent' in value
}

function composed(expression: ts.Expression, known: Known): unknown {
  if (ts.isTemplateExpression(expression)) return templated(expression, known)
  if (ts.isArrayLiteralExpression(expression)) return expression.elements.flatMap((one) => row(one, known))
  if (ts.isObjectLiteralExpression(expression)) return Object.fromEntries(propertiesOf(expression, known))
  return mark
}

function row(element: ts.Expression, known: Known): unknown[] {
  if (!ts.isSpreadElement(element)) return [valueOf(element, known)]
  return listed(element.expression, known)
}

function propertiesOf(expression: ts.ObjectLiteralExpression, known: Known): [string, unknown][] {
  return expression.properties.flatMap((property): [string, unknown][] =>
    ts.isPropertyAssignment(property)
      ? [[property.name.getText(), valueOf(property.initializer, known)]]
      : [],
  )
}

function templated({ head, templateSpans }: ts.TemplateExpression, known: Known): string {
  const spans = templateSpans.map(({ expression, literal }) => {
    const value = valueOf(expression, known)
    return `${typeof value === 'string' || typeof value === 'number' ? value : '…'}${literal.text}`
  })
  return head.text + spans.join('')
}
