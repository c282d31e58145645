import { transform } from 'esbuild'
import { describe, expect, it } from 'vitest'
import { machineSnippets } from './api-snippets'
import { nativeSnippets, spaSnippets } from './browser-snippets'
import { frameworks, type FrameworkId } from './frameworks'
import { apiText, guideText } from './guide-texts'
import type { GuideValues, Snippet } from './guide-values'

const values: GuideValues = {
  tenantUrl: 'https://lumen.test',
  issuer: 'https://lumen.test/',
  clientId: 'client',
  method: 'client_secret_post',
  redirectUri: "https://app.test/';alert(1)//",
  isRedirectUriAllowed: true,
  audience: "https://api.test/';$(id)\\",
  hasNoAccess: false,
  scope: 'openid',
  cookieSecret: '0123',
}
const methods = ['client_secret_post', 'client_secret_basic', 'private_key_jwt', 'none'] as const
const literal = String.raw`'https://api.test/\';$(id)\\'`
/** Read by Node.js, Next.js or a library itself. */
const readByLibraries =
  /^(NEXTAUTH_(URL|SECRET)|APP_BASE_URL|AUTH0_(SECRET|DOMAIN|CLIENT_ID|CLIENT_SECRET)|ISSUER_BASE_URL|BASE_URL|CLIENT_ID|CLIENT_SECRET|SECRET)$/

function snippetsOf(framework: FrameworkId, given: GuideValues): Snippet[] {
  return guideText(framework, given).snippets
}

function codeOf(snippets: readonly Snippet[]): string {
  return snippets.map(({ code }) => code).join('\n')
}

function scriptsIn(snippets: readonly Snippet[]): Snippet[] {
  return snippets.filter(({ title }) => /\.(m?js|jsx)$/.test(title))
}

const all = frameworks.flatMap(({ id }) =>
  methods.map((method) => ({ id, method, snippets: snippetsOf(id, { ...values, method }) })),
)
const withApi = [...all, { id: 'api', method: 'none', snippets: apiText(values).snippets }]

describe.each(withApi)('$id with $method', ({ snippets }) => {
  it('is code that parses, in files whose names differ', async () => {
    expect(scriptsIn(snippets).length).toBeGreaterThan(0)
    for (const { title, code } of scriptsIn(snippets)) {
      // As Vite does it: `await` stands outside of functions.
      const parsed = transform(code, { loader: 'jsx', format: 'esm', target: 'es2022', sourcefile: title })
      await expect(parsed).resolves.toMatchObject({ warnings: [] })
    }
    expect(new Set(snippets.map(({ title }) => title)).size).toBe(snippets.length)
  })

  it('imports packages that it installs and files that it shows', () => {
    const installed = codeOf(snippets.filter(({ title }) => title.startsWith('Install')))
    const files = new Set(snippets.map(({ title }) => title))
    for (const { title, code } of scriptsIn(snippets)) {
      for (const [, name = ''] of code.matchAll(/from '([^']+)'/g)) {
        if (name.startsWith('.')) expect(files).toContain(new URL(name, `file:///${title}`).pathname.slice(1))
        else if (!name.startsWith('node:')) expect(installed).toContain(` ${packageOf(name)}@`)
      }
    }
  })

  it('reads no variable that its environment lacks, and sets none that nothing reads', () => {
    const environment = snippets.find(({ title }) => title.startsWith('.env'))?.code ?? ''
    const set = [...environment.matchAll(/^([A-Z0-9_]+)=/gm)].map(([, name]) => name)
    const code = codeOf(scriptsIn(snippets))
    const read = [...code.matchAll(/process\.env\.([A-Z0-9_]+)/g)].map(([, name]) => name)
    expect(set).toEqual(expect.arrayContaining(read))
    for (const name of set) if (!readByLibraries.test(name ?? '')) expect(read).toContain(name)
  })

  it('has a version for each package', () => {
    for (const [, names = ''] of codeOf(snippets).matchAll(/npm install (.+)/g))
      for (const name of names.split(' ')) expect(name).toMatch(/.@\d+$/)
  })

  it('an identifier with a quote does not end a JavaScript string', () => {
    expect(codeOf(scriptsIn(snippets))).toContain(`audience: ${literal}`)
  })
})

it('each quick start but that of an API says how to switch the organization', () => {
  for (const { id, snippets } of all) {
    expect(guideText(id, values).switching).toMatch(/organization/)
    expect(codeOf(snippets)).toMatch(/organization/)
  }
})

it('without an API, no audience is requested', () => {
  for (const { id, appType } of frameworks) {
    if (appType === 'non_interactive') continue
    expect(codeOf(snippetsOf(id, { ...values, audience: null }))).not.toContain('audience')
  }
})

it('@auth0/nextjs-auth0 takes a plain http issuer only where the tenant has one', () => {
  const insecure = { ...values, tenantUrl: 'http://localhost:3000' }
  expect(codeOf(snippetsOf('nextjs-auth0', insecure))).toContain('allowInsecureRequests: true')
  expect(codeOf(snippetsOf('nextjs-auth0', values))).not.toContain('allowInsecureRequests')
})

it('an identifier with a quote runs nothing in a shell', () => {
  const text = codeOf(machineSnippets(values))
  expect(text).toContain("--data-urlencode 'audience=https://api.test/'\\'';$(id)\\'")
})

it('a redirect URI with a quote does not end a JavaScript string', () => {
  const uri = String.raw`'https://app.test/\';alert(1)//'`
  expect(codeOf(spaSnippets(values))).toContain(`redirect_uri: ${uri},`)
  expect(codeOf(nativeSnippets(values))).toContain(`const redirectUri = ${uri}\n`)
})

function packageOf(name: string): string {
  const parts = name.split('/')
  return parts.slice(0, name.startsWith('@') ? 2 : 1).join('/')
}
