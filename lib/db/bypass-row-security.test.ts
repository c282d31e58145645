import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import ts from 'typescript'
import { expect, it } from 'vitest'

it('docs/security.md lists every caller of bypassRowSecurity with its reason', () => {
  expect(documentedCallers()).toEqual(callersInCode())
})

function documentedCallers(): string[] {
  const [, table = ''] = readFileSync('docs/security.md', 'utf8').split('| reason | file |')
  const rows = table.split('\n').map((line) => line.split('|').map((cell) => cell.trim()))
  const callers = rows.flatMap(([, reason = '', files = '']) =>
    Array.from(files.matchAll(/`([^`]+)`/g), ([, file]) => `${file}: ${reason}`),
  )
  return callers.sort()
}

function callersInCode(): string[] {
  const files = execFileSync('git', [
    'ls-files',
    '--cached',
    '--others',
    '--exclude-standard',
    'lib',
    'bin',
    'prisma',
  ])
    .toString()
    .split('\n')
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  const callers = files.flatMap((file) => reasonsIn(file).map((reason) => `${file}: ${reason}`))
  return [...new Set(callers)].sort()
}

function reasonsIn(file: string): string[] {
  const text = readFileSync(file, 'utf8')
  if (!text.includes('bypassRowSecurity')) return []
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  return everyNode(source).flatMap((node) => {
    const reason = reasonOf(node)
    return reason === undefined ? [] : [textOf(reason, source)]
  })
}

/** The reason that a call gives, or the options of a change. */
function reasonOf(node: ts.Node): ts.Expression | undefined {
  if (ts.isCallExpression(node) && node.expression.getText() === 'bypassRowSecurity') return node.arguments[0]
  return ts.isPropertyAssignment(node) && node.name.getText() === 'bypassRowSecurity'
    ? node.initializer
    : undefined
}

/** A literal, or a constant of the same file. */
function textOf(reason: ts.Expression, source: ts.SourceFile): string {
  if (ts.isStringLiteral(reason)) return reason.text
  const constant = everyNode(source).find(
    (node): node is ts.VariableDeclaration =>
      ts.isVariableDeclaration(node) && node.name.getText() === reason.getText(),
  )
  if (constant?.initializer && ts.isStringLiteral(constant.initializer)) return constant.initializer.text
  throw new Error(`${source.fileName} gives a reason that is not a literal: ${reason.getText()}`)
}

function everyNode(node: ts.Node): ts.Node[] {
  return [node, ...node.getChildren().flatMap(everyNode)]
}
