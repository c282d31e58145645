import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import config from '../next.config'

const files = execFileSync('git', ['ls-files', 'lib/*.ts', 'app/*.ts', 'app/*.tsx'], { encoding: 'utf8' })
  .split('\n')
  .filter((file) => file !== '' && !file.endsWith('.test.ts'))
const sources = files.map((file) => ({ file, text: readFileSync(file, 'utf8') }))
const sharing = sources.filter(({ text }) => text.includes('globalThis as typeof globalThis'))

/** The type of what is shared, with the types of the file that it names. */
function sharedTypes(text: string): string {
  let types = /globalThis as typeof globalThis & (\{(?:.|\n  .*\n)*?\n?\})/.exec(text)?.[1] ?? ''
  const declarations = [...text.matchAll(/^(?:export )?(?:interface|type) (\w+).*?(?:^\}|\n\n)/gms)]
  for (let before = ''; before !== types;) {
    before = types
    for (const [declaration, name = ''] of declarations)
      if (hasWord(types, name) && !types.includes(declaration)) types += declaration
  }
  return types
}

function hasWord(text: string, word: string): boolean {
  return new RegExp(`\\b${word}\\b`).test(text)
}

/** Of packages that Next bundles, by the names that the file imports. */
function bundledNames(text: string): string[] {
  const external = config.serverExternalPackages ?? []
  return [...text.matchAll(/^import (?!type )(.*?) from '([^'.]+)'$/gms)].flatMap(
    ([, names = '', from = '']) =>
      /^(node:|@\/)/.test(from) || external.includes(from)
        ? []
        : (names.match(/(?<!type )\b[A-Za-z]\w*/g) ?? []).filter((name) => name !== 'type'),
  )
}

it('nothing that bundles share is of a class of a package that each of them has a copy of', () => {
  expect(sharing.length).toBeGreaterThan(10)
  for (const { file, text } of sharing) {
    const types = sharedTypes(text)
    expect(types, file).toMatch(/foyer[A-Z]/)
    const bundled = bundledNames(text).filter((name) => hasWord(types, name))
    expect(bundled, `${file}: add its package to serverExternalPackages`).toEqual([])
  }
})
