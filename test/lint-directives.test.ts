import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const directive = /(?:oxlint|eslint)-(?:disable|enable)/
const files = execFileSync('git', ['ls-files', '*.ts', '*.tsx', '*.js', '*.mjs', '*.cjs'], {
  encoding: 'utf8',
}).split('\n')

it('no file turns off a lint rule for itself', () => {
  const own = 'test/lint-directives.test.ts'
  const others = files.filter((file) => file !== '' && file !== own)
  expect(others.length).toBeGreaterThan(1000)
  expect(others.filter((file) => directive.test(readFileSync(file, 'utf8')))).toEqual([])
})
