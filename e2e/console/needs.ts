import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Action } from '../actions'
import { consolePagesBuilt } from '../pages'
import { consolePathOf, type ConsoleFixture } from './fixture'
import { consoleInputs } from './registry'
import { consoleNameOf } from './sender'

const root = join(import.meta.dirname, '../..')

/** The permissions that the action’s definition names, and those that its input needs besides. */
export function needsOfAction(action: Action): string[] {
  const { file, name } = action
  const source = sourceOf(file.slice(file.indexOf('app/console/')))
  const definition = new RegExp(`export const ${name} = \\w+\\(\\{\\s*needs: \\[([^\\]]*)\\]`).exec(source)
  if (definition?.[1] === undefined) throw new Error(`${file} ${name} names no permission.`)
  return [...quoted(definition[1]), ...(consoleInputs[consoleNameOf(action)]?.alsoNeeds ?? [])]
}

/** With those of the page that posts it, which is rendered again. */
export function needsOfPosting(action: Action, at: ConsoleFixture): string[] {
  const path = consoleInputs[consoleNameOf(action)]?.path?.(at) ?? consolePathOf(action.path, at)
  const [place] = path.split('?')
  const pattern = consolePagesBuilt().find((one) => consolePathOf(one, at) === place)
  return [...needsOfAction(action), ...(pattern === undefined ? [] : needsOfPage(pattern))]
}

/** Those that the page’s first call names, and those that the called function adds. */
const callsOfPages: Record<string, readonly string[]> = {
  consolePage: [],
  organizationTab: ['read:organizations'],
  applicationPage: ['read:clients'],
}

/** Of a page or a route. */
export function needsOfPage(pattern: string): string[] {
  const source = sourceOf(fileOf(pattern))
  const call = /await (\w+)\((\s*props,\s*\[[^\]]*\]|(?:\s*props,\s*)?(?:\s*'[^']*',?)*)/.exec(
    source.slice(source.search(/await (?:consolePage|organizationTab|applicationPage)\(/)),
  )
  const added = callsOfPages[call?.[1] ?? '']
  if (!call || added === undefined) throw new Error(`${pattern} asks for no permission.`)
  return [...added, ...quoted(call[2] ?? '')]
}

/** The patterns of the pages of the console that the HTML links to. */
export function consolePagesLinked(html: string): Set<string> {
  const paths = [...html.matchAll(/href="(\/console[^"?#]*)/g)].map(([, path = '']) => path)
  return new Set(paths.flatMap((path) => patternsFor(path).slice(0, 1)))
}

/** The patterns with the fewest parameters first. */
function patternsFor(path: string): string[] {
  return consolePagesBuilt()
    .filter((pattern) => new RegExp(`^${pattern.replaceAll(/\[\w+\]/g, '[^/]+')}$`).test(path))
    .sort((one, other) => one.split('[').length - other.split('[').length)
}

/** What answers a GET and is no page. */
export function consoleRoutes(): string[] {
  return globSync('app/console/**/route.ts', { cwd: root }).map(
    (file) => `/${file.replace(/^app\//, '').replace(/\/route\.ts$/, '')}`,
  )
}

function fileOf(pattern: string): string {
  const kind = consolePagesBuilt().includes(pattern) ? 'page.tsx' : 'route.ts'
  return `app${pattern}/${kind}`
}

function sourceOf(file: string): string {
  return readFileSync(join(root, file), 'utf8')
}

function quoted(text: string): string[] {
  return [...text.matchAll(/'([^']+)'/g)].flatMap(([, name]) => (name === undefined ? [] : [name]))
}
