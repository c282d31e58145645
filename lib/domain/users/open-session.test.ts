import { globSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const decision = 'docs/decisions/0047-a-second-step-at-sign-in.md'
const call = /(?<!function )\b(openSession|setSessionOrganization|signInWithOneFactor)\(/g

it('every caller that opens a session is listed with whether it asks for a second step', () => {
  const files = globSync('{app,bin,lib}/**/*.{ts,tsx}').filter((file) => !file.endsWith('.test.ts'))
  const calls = files.flatMap((file) =>
    Array.from(readFileSync(file, 'utf8').matchAll(call), ([, name]) => `${name} ${file}`),
  )
  const rows = readFileSync(decision, 'utf8').matchAll(/^\| `(\w+)` \| `([^`]+)` \| (?:yes|no) \|/gm)
  expect(Array.from(rows, ([, name, file]) => `${name} ${file}`).sort()).toEqual([...new Set(calls)].sort())
})
