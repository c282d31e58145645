import { expect, it } from 'vitest'
import { expressSnippets, machineSnippets } from './api-snippets'
import type { GuideValues } from './guide-values'
import { nativeSnippets, spaSnippets } from './web-snippets'

const values: GuideValues = {
  tenantName: 'Lumen',
  tenantUrl: 'https://lumen.test',
  issuer: 'https://lumen.test/',
  clientId: 'client',
  redirectUri: "https://app.test/';alert(1)//",
  isRedirectUriAllowed: true,
  audience: "https://api.test/';$(id)\\",
  hasNoAccess: false,
  scope: 'openid',
}

function codeOf(snippets: { code: string }[]): string {
  return snippets.map(({ code }) => code).join('\n')
}

it('an identifier with a quote neither ends a JavaScript string nor runs as a shell command', () => {
  const literal = String.raw`'https://api.test/\';$(id)\\'`
  expect(codeOf(expressSnippets(values))).toContain(`const audience = ${literal}\n`)
  const ofMachine = codeOf(machineSnippets(values, 'client_secret_post'))
  expect(ofMachine).toContain(`audience: ${literal},`)
  expect(ofMachine).toContain("--data-urlencode 'audience=https://api.test/'\\'';$(id)\\'")
  for (const snippets of [spaSnippets(values), nativeSnippets(values)])
    expect(codeOf(snippets)).toContain(`audience: ${literal},`)
})

it('a redirect URI with a quote does not end a JavaScript string', () => {
  const literal = String.raw`'https://app.test/\';alert(1)//'`
  expect(codeOf(spaSnippets(values))).toContain(`redirect_uri: ${literal},`)
  expect(codeOf(nativeSnippets(values))).toContain(`const redirectUri = ${literal}\n`)
})
