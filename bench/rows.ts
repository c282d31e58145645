import type { StartedBareServer } from './bare-server/start'
import type { BetterAuthCalls } from './better-auth/calls'
import { connections, sizes } from './connections'
import { pageNames, type FoyerCalls } from './foyer-calls'
import type { NextCall } from './load'
import { measureRound, roundSeconds, type Round } from './measure'
import type { StartedProvider } from './provider-alone/start'
import type { RunningServer } from './server'
import { signAlone } from './sign-alone'

/** A row’s rate over that of another row. */
export interface Ratio {
  to: string
  label: string
  goal?: number
}

export interface Row {
  name: string
  measure: () => Promise<Round>
  ratios: Ratio[]
}

interface Started {
  foyer: { server: RunningServer; calls: FoyerCalls }
  betterAuth: { server: RunningServer; calls: BetterAuthCalls }
  provider: StartedProvider
  bare: StartedBareServer
}

const signing = 'RS256 signing alone'
const emptiest = 'page: not found'
const signingSeconds = roundSeconds / 2

/** The rows of a group are measured one after the other, round by round. */
export function groupsOf({ foyer, betterAuth, provider, bare }: Started): Row[][] {
  const ofFoyer = (name: string, calls: NextCall[], ...ratios: Ratio[]) =>
    rowOf(foyer.server, { name, calls, ratios })
  const both = (name: string, key: keyof BetterAuthCalls, ...more: Ratio[]) => [
    ofFoyer(name, foyer.calls[key], besideBetterAuth(name), ...more),
    rowOf(betterAuth.server, { name: otherOf(name), calls: betterAuth.calls[key], ratios: [] }),
  ]
  const ofProvider = (key: keyof StartedProvider['calls'], name: string) =>
    rowOf(provider.server, { name, calls: provider.calls[key], ratios: [besideSigning()] })
  const ofBare = (key: keyof StartedBareServer['calls'], name: string, other: string) =>
    rowOf(bare.server, { name, calls: bare.calls[key], ratios: [besideBetterAuth(other, false)] })
  const [listSmall, listLarge] = ['list 100 of 1,000 members', 'list 100 of 100,000 members'] as const
  const { calls } = foyer
  return [
    [
      ...both('session endpoint', 'session'),
      ofBare('read', 'HTTP and one statement that reads', 'session endpoint'),
    ],
    [
      ...both(listSmall, 'listSmall'),
      ...both(listLarge, 'listLarge', { to: listSmall, label: '1,000', goal: 0.85 }),
      ofFoyer('the same with the total', calls.listLargeWithTotal, besideBetterAuth(listLarge, false)),
    ],
    both('invite one person', 'invite'),
    [
      ...both('switch the active organization', 'switch'),
      ofBare('write', 'HTTP and one statement that writes', 'switch the active organization'),
    ],
    both('create an organization', 'create'),
    both('permission check', 'permission'),
    [
      { name: signing, measure: () => signAlone(signingSeconds, connections), ratios: [] },
      ofFoyer('client credentials', calls.clientCredentials, besideSigning(0.5)),
      ofProvider('clientCredentials', 'client credentials: oidc-provider in memory'),
      ofFoyer('refresh', calls.refresh, besideSigning(0.25)),
      ofProvider('refresh', 'refresh: oidc-provider in memory'),
      ofFoyer('refresh with an ID token', calls.refreshWithIdToken, besideSigning()),
    ],
    [
      ofFoyer(emptiest, calls.notFoundPage),
      ofFoyer('page: /sign-in', calls.signInPage, { to: emptiest, label: 'not found' }),
    ],
    ...pageNames.map((name) => {
      const among = (count: number) => `page: ${name}, ${count.toLocaleString('en')} members`
      return [
        ofFoyer(among(sizes.small), calls.page('acme', name)),
        ofFoyer(among(sizes.large), calls.page('globex', name), {
          to: among(sizes.small),
          label: '1,000',
          goal: 0.85,
        }),
      ]
    }),
  ]
}

function rowOf(
  server: RunningServer,
  { name, calls, ratios }: { name: string; calls: NextCall[]; ratios: Ratio[] },
): Row {
  return { name, measure: () => measureRound(server, calls), ratios }
}

function otherOf(name: string): string {
  return `${name}: better-auth`
}

function besideBetterAuth(name: string, hasGoal = true): Ratio {
  const ratio = { to: otherOf(name), label: 'better-auth' }
  return hasGoal ? { ...ratio, goal: 1.5 } : ratio
}

function besideSigning(goal?: number): Ratio {
  return { to: signing, label: 'signing', ...(goal === undefined ? {} : { goal }) }
}
