import type { AppType } from '@/lib/domain/clients/app-type'

export interface Framework {
  id: string
  label: string
  appType: AppType
  /** What the quick start proposes as long as no redirect URI is registered that its code serves. */
  redirectUri: string
  /** Whether the code of the quick start serves this redirect URI. */
  serves: (uri: string) => boolean
}

/** What the quick starts are written for; the first of a type is shown unless another is chosen. */
export const frameworks = [
  web('next-auth', 'next-auth', '/api/auth/callback/auth0'),
  web('nextjs-auth0', '@auth0/nextjs-auth0', '/auth/callback'),
  web('express', 'Express', '/callback'),
  {
    id: 'spa',
    label: '@auth0/auth0-spa-js',
    appType: 'spa',
    redirectUri: 'http://localhost:4000/',
    // A browser shows no other.
    serves: (uri) => URL.parse(uri)?.href === uri,
  },
  {
    id: 'native',
    label: 'openid-client',
    appType: 'native',
    redirectUri: 'http://127.0.0.1:4000/callback',
    serves: (uri) => uri.startsWith('http://'),
  },
  {
    id: 'machine',
    label: 'curl and Node.js',
    appType: 'non_interactive',
    redirectUri: '',
    serves: () => true,
  },
] as const satisfies Framework[]

export type FrameworkId = (typeof frameworks)[number]['id']
export type ListedFramework = Framework & { id: FrameworkId }

export function listFrameworks(appType: AppType): ListedFramework[] {
  return frameworks.filter((framework) => framework.appType === appType)
}

/** @param wanted its id; the first of the type if that is not one of them */
export function chooseFramework(appType: AppType, wanted: unknown): ListedFramework {
  const [first, ...others] = listFrameworks(appType)
  if (!first) throw new Error(`There is no quick start for ${appType}.`)
  return others.find(({ id }) => id === wanted) ?? first
}

function web<I extends string>(id: I, label: string, path: string) {
  return {
    id,
    label,
    appType: 'regular_web' as const,
    redirectUri: `http://localhost:4000${path}`,
    serves: (uri: string) => URL.parse(uri)?.pathname === path && !uri.includes('?'),
  }
}
