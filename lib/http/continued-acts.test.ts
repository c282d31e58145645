import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { continuedActs, automaticActs } from './continued-acts'

const app = readdirSync('app', { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => ({ file, text: readFileSync(join('app', file), 'utf8') }))

function named(pattern: RegExp, where = /\.tsx$/): Set<string> {
  const found = app.filter(({ file }) => where.test(file)).flatMap(({ text }) => [...text.matchAll(pattern)])
  return new Set(found.flatMap(([match]) => [...match.matchAll(/'([a-z-]+)'|"([a-z-]+)"/g)].map(nameIn)))
}

function nameIn([, single, double]: RegExpMatchArray): string {
  return single ?? double ?? ''
}

it('every act that requires a recent sign-in has a form that goes on with it, and no form names another', () => {
  const required = named(/\brecent: [^\n]+/g, /actions\.ts$/)
  const forms = named(/\bact=(?:"[a-z-]+"|\{[^}]+\})/g)
  // The account’s page of a provider asks for the sign-in before it shows the button.
  required.delete('link-account')
  expect([...forms].sort()).toEqual([...required].sort())
  expect(continuedActs.filter((act) => act !== 'link-account')).toEqual([...required].sort())
})

it('what deletes, removes, grants, reveals or redirects never goes on by itself', () => {
  expect(Object.keys(automaticActs).sort()).toEqual([
    'change-email',
    'enable-method',
    'end-sessions',
    'set-up-authenticator',
  ])
})
