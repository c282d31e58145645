import { may, type Permission } from '@/lib/access'

interface ConsolePage {
  /** Empty: the overview. */
  path: string
  label: string
  /** Any one of them gives access to the page. */
  needs: readonly Permission[]
}

const consolePages: readonly ConsolePage[] = [
  { path: '', label: 'Overview', needs: ['read:logs'] },
  { path: 'organizations', label: 'Organizations', needs: ['read:organizations'] },
  { path: 'users', label: 'Users', needs: ['read:users'] },
  { path: 'roles', label: 'Roles', needs: ['read:roles'] },
  { path: 'apis', label: 'APIs', needs: ['read:resource_servers'] },
  { path: 'applications', label: 'Applications', needs: ['read:clients'] },
  { path: 'connections', label: 'Connections', needs: ['read:connections'] },
  { path: 'emails', label: 'Email', needs: ['read:logs'] },
  { path: 'logs', label: 'Logs', needs: ['read:logs'] },
  { path: 'log-streams', label: 'Log streams', needs: ['read:log_streams'] },
  { path: 'webhooks', label: 'Webhooks', needs: ['read:event_streams'] },
  {
    path: 'settings',
    label: 'Settings',
    needs: ['read:tenant_settings', 'read:signing_keys', 'read:branding', 'read:email_provider'],
  },
]

/** The pages in the menu of a user who holds these permissions at tenant level. */
export function consolePagesFor(holder: { permissions: ReadonlySet<string> }): ConsolePage[] {
  return consolePages.filter(({ needs }) => needs.some((permission) => may(holder, permission)))
}

/** The first page that they may open; undefined if there is none. */
export function consoleHrefFor(holder: { permissions: ReadonlySet<string> }): string | undefined {
  const [first] = consolePagesFor(holder)
  return first && consoleHref(first.path)
}

export function consoleHref(path: string): string {
  return path === '' ? '/console' : `/console/${path}`
}
