import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { parseEnv } from '@/lib/env'

const root = join(import.meta.dirname, '..')
const packageJson = z
  .object({ version: z.string(), scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(read('package.json')))

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}

function namesIn(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, name = '']) => name).sort()
}

describe('.env.example', () => {
  const lines = read('.env.example').split('\n')
  const settings = lines.filter((line) => /^#?[A-Z]/.test(line)).map((line) => line.replace(/^#/, ''))
  const given = Object.fromEntries(
    settings.map((line): [string, string] => {
      const at = line.indexOf('=')
      return [line.slice(0, at), line.slice(at + 1)]
    }),
  )

  it('has each variable of lib/env.ts once, and no other', () => {
    const known = namesIn(read('lib/env.ts'), /^ {2}([A-Z][A-Z_]+):/gm)
    // Foyer sets it for its own processes.
    const ofOperators = known.filter((name) => name !== 'FOYER_EMBEDDED')
    expect(ofOperators.length).toBeGreaterThan(20)
    expect(Object.keys(given).sort()).toEqual(ofOperators)
  })

  it('has values that are accepted', () => {
    expect(() => parseEnv({ ...given, FOYER_SECRET: 's'.repeat(32) })).not.toThrow()
  })

  it('sets nothing but what production cannot do without', () => {
    const set = lines.filter((line) => /^[A-Z]/.test(line))
    expect(namesIn(set.join('\n'), /^([A-Z_]+)=/gm)).toEqual(['DATABASE_URL', 'FOYER_SECRET', 'NODE_ENV'])
  })

  it('has the variables that the manual explains', () => {
    const manual = read('docs/operating.md').split('## Environment')[1]?.split('\n## ')[0] ?? ''
    for (const name of Object.keys(given)) {
      if (name !== 'NODE_ENV') expect(manual, name).toContain(`\`${name}\``)
    }
  })
})

it('the version is that of package.json everywhere', () => {
  const { version } = packageJson
  const { packages } = z
    .object({ packages: z.record(z.string(), z.looseObject({ version: z.string().optional() })) })
    .parse(JSON.parse(read('package-lock.json')))
  expect(packages['']?.version).toBe(version)
  expect(/^## (\S+)/m.exec(read('CHANGELOG.md'))?.[1]).toBe(version)
  expect(/newTag: (\S+)/.exec(read('deploy/kubernetes/kustomization.yaml'))?.[1]).toBe(version)
})

describe('robots.txt', () => {
  const rules = read('public/robots.txt')
    .split('\n')
    .flatMap((line) => {
      const [, kind, path] = /^(Allow|Disallow): (\S+)$/.exec(line) ?? []
      return kind === undefined || path === undefined ? [] : [{ allows: kind === 'Allow', path }]
    })

  /** The longest rule that fits decides (RFC 9309). */
  function mayBeRead(path: string): boolean {
    const fitting = rules.filter((rule) =>
      rule.path.endsWith('$') ? path === rule.path.slice(0, -1) : path.startsWith(rule.path),
    )
    const longest = fitting.toSorted((a, b) => b.path.length - a.path.length)[0]
    return longest?.allows ?? true
  }

  it.each(['/', '/sign-in', '/sign-up', '/docs/api', '/favicon.ico', '/_next/static/chunks/a.js'])(
    'lets crawlers read %s',
    (path) => expect(mayBeRead(path)).toBe(true),
  )

  it.each([
    ...['/o/acme', '/o/acme/home', '/orgs', '/account', '/console', '/connect', '/invitations/secret'],
    ...['/join/secret', '/reset', '/sign-in?return_to=%2Forgs', '/sign-in/code', '/verify', '/authorize'],
    ...['/api/v2/users', '/scim/v2/con_1/Users', '/logos/img_1', '/pictures/pic_1', '/dev/mail'],
  ])('keeps them from %s', (path) => expect(mayBeRead(path)).toBe(false))
})

describe('.github', () => {
  const workflow = z.object({
    on: z.record(z.string(), z.unknown()),
    permissions: z.strictObject({ contents: z.literal('read') }),
    jobs: z.record(
      z.string(),
      z.looseObject({
        'timeout-minutes': z.number(),
        steps: z.array(z.looseObject({ uses: z.string().optional(), run: z.string().optional() })),
      }),
    ),
  })
  const form = z.object({
    name: z.string(),
    description: z.string(),
    body: z.array(
      z.looseObject({
        type: z.enum(['markdown', 'textarea', 'input', 'checkboxes']),
        id: z.string().optional(),
        attributes: z.record(z.string(), z.unknown()),
      }),
    ),
  })

  it.each(readdirSync(join(root, '.github/workflows')))('%s runs commands of package.json', (name) => {
    const { jobs } = workflow.parse(parse(read(`.github/workflows/${name}`)))
    for (const { steps } of Object.values(jobs)) {
      const commands = namesIn(steps.map(({ run = '' }) => run).join('\n'), /npm (?:run )?([\w:]+)/g)
      expect(Object.keys(packageJson.scripts)).toEqual(expect.arrayContaining(commands))
      // A tag can be moved, a commit cannot.
      for (const { uses } of steps) if (uses !== undefined) expect(uses).toMatch(/@[0-9a-f]{40}$/)
    }
  })

  it('the issue forms are of GitHub’s shape', () => {
    const names = readdirSync(join(root, '.github/ISSUE_TEMPLATE')).filter((name) => name !== 'config.yml')
    expect(names).toEqual(['bug.yml', 'idea.yml'])
    for (const name of names) form.parse(parse(read(`.github/ISSUE_TEMPLATE/${name}`)))
  })
})
