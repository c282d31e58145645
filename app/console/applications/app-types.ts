import type { AppType } from '@/lib/domain/clients/app-type'

export const appTypeNames: Record<AppType, string> = {
  regular_web: 'Regular web',
  spa: 'Single-page',
  native: 'Native',
  non_interactive: 'Machine to machine',
}

export const appTypeOptions = [
  { value: 'regular_web', label: 'Regular web: runs on a server' },
  { value: 'spa', label: 'Single-page: runs in the browser' },
  { value: 'native', label: 'Native: runs on a phone or a computer' },
  { value: 'non_interactive', label: 'Machine to machine: a service or a script' },
] satisfies { value: AppType; label: string }[]

export const organizationUsageNames = {
  deny: 'Without an organization',
  allow: 'Organization optional',
  require: 'Organization required',
}

export const organizationUsageOptions = [
  { value: 'allow', label: 'With or without an organization' },
  { value: 'require', label: 'Only in an organization' },
  { value: 'deny', label: organizationUsageNames.deny },
] as const
