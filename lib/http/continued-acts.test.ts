import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { continuedActs, automaticActs } from './continued-acts'

const app = sourcesIn('app')

function sourcesIn(folder: string): { file: string; text: string }[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }))
}

function named(pattern: RegExp, where = /\.tsx$/): Set<string> {
  const sources = [...app, ...sourcesIn('components')].filter(({ file }) => where.test(file))
  const found = sources.flatMap(({ text }) => [...text.matchAll(pattern)])
  return new Set(found.flatMap(([match]) => [...match.matchAll(/'([a-z-]+)'|"([a-z-]+)"/g)].map(nameIn)))
}

function nameIn([, single, double]: RegExpMatchArray): string {
  return single ?? double ?? ''
}

it('every act that requires a recent sign-in has a form that continues it, and no form names another', () => {
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

/** They change no permissions, or only remove them and can be undone, or the portal lets members do the same. */
const consoleActionsAtAnyTime: Record<string, readonly string[]> = {
  'apis/actions.ts': ['create'],
  'applications/actions.ts': ['dismissSecret'],
  'applications/[clientId]/actions.ts': ['addOrganization', 'setMemberAccess', 'removeOrganization'],
  'connections/actions.ts': ['check'],
  'emails/actions.ts': ['retry'],
  'organizations/[organizationId]/actions.ts': ['rename', 'saveSlug', 'saveMetadata'],
  'organizations/[organizationId]/applications/actions.ts': [
    'addApplication',
    'removeApplication',
    'limitApplications',
  ],
  'log-streams/actions.ts': ['pause', 'resume', 'sendTest'],
  'organizations/[organizationId]/branding/actions.ts': [
    'saveBranding',
    'discardDraft',
    'restoreVersion',
    'sendTest',
  ],
  'organizations/[organizationId]/invitations/actions.ts': ['invite', 'resend', 'revoke', 'undoRevoke'],
  'organizations/[organizationId]/invitations/join-link/actions.ts': ['turnOff', 'undoTurnOff', 'linkOf'],
  'organizations/[organizationId]/members/actions.ts': ['remove', 'suspend', 'restore'],
  'organizations/[organizationId]/requests/actions.ts': ['decline'],
  'organizations/[organizationId]/sign-in-methods/actions.ts': ['createDomain', 'checkDomain'],
  'organizations/[organizationId]/sign-in-methods/set-up-links/actions.ts': ['dismiss', 'revoke'],
  'organizations/[organizationId]/support/actions.ts': ['end'],
  'organizations/new/actions.ts': ['create'],
  'settings/branding/actions.ts': ['save'],
  'settings/email/actions.ts': ['sendTest'],
  'users/actions.ts': ['block', 'undoVerify', 'sendVerification', 'sendPasswordLink'],
  'users/[userId]/actions.ts': ['rename', 'removePicture', 'saveMetadata'],
  'users/[userId]/organizations/actions.ts': ['removeUser'],
  'users/[userId]/sessions/actions.ts': ['end', 'endAll'],
  'users/[userId]/sign-in/actions.ts': ['unblock'],
  'webhooks/actions.ts': ['dismissSecret', 'pause', 'resume', 'sendTest', 'sendAgain'],
}

it('every action of the console requires a recent sign-in, unless it is listed here', () => {
  const files = app.filter(({ file }) => /^console\/.*actions\.ts$/.test(file))
  const found = files.map(({ file, text }) => {
    const definitions = text.split('export const ').slice(1)
    const open = definitions.filter((definition) => !definition.includes('\n  recent: '))
    return [file.replace('console/', ''), open.map((definition) => definition.split(' ', 1)[0])]
  })
  expect(Object.fromEntries(found.filter(([, open]) => open?.length !== 0))).toEqual(consoleActionsAtAnyTime)
})

it('an act on sign-in methods requires a recent sign-in in the portal where it does in the console', () => {
  const definitions = (file: string) =>
    app
      .filter((one) => one.file === file)
      .flatMap(({ text }) => [...text.matchAll(/^export const (\w+) = [^]*?^\}\)/gm)])
      .map(([text, name = '']) => [name, /\brecent: '([a-z-]+)'/.exec(text)?.[1]] as const)
  const inPortal = new Map(definitions('o/[slug]/(portal)/sign-in-methods/actions.ts'))
  const both = definitions('console/organizations/[organizationId]/sign-in-methods/actions.ts').filter(
    ([name, act]) => act !== undefined && inPortal.has(name),
  )
  expect(both.length).toBeGreaterThan(1)
  for (const [name] of both) expect(inPortal.get(name), name).toBeDefined()
})
