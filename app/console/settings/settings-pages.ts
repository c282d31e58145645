import { may, type Permission } from '@/lib/access'

interface SettingsPage {
  /** Empty: the first. */
  path: string
  label: string
  needs: Permission
}

const settingsPages: readonly SettingsPage[] = [
  { path: '', label: 'General', needs: 'read:tenant_settings' },
  { path: 'sessions', label: 'Sessions', needs: 'read:tenant_settings' },
  { path: 'branding', label: 'Branding', needs: 'read:branding' },
  { path: 'signing-keys', label: 'Signing keys', needs: 'read:signing_keys' },
  { path: 'email', label: 'Email', needs: 'read:email_provider' },
  { path: 'limits', label: 'Limits', needs: 'read:tenant_settings' },
]

export function settingsTabsFor(holder: { permissions: ReadonlySet<string> }) {
  return settingsPages
    .filter(({ needs }) => may(holder, needs))
    .map(({ path, label }) => ({
      href: path === '' ? '/console/settings' : `/console/settings/${path}`,
      label,
    }))
}
