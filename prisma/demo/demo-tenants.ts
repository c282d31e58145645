export interface DemoTenant {
  id: string
  name: string
  /** Put before the default host; null is the default host itself. */
  subdomain: string | null
  api: { identifier: string; name: string; permissions: Record<string, string> }
  /** Permissions on the API, by role. */
  onApi: Record<string, readonly string[]>
  organizations: readonly DemoOrganization[]
  /** Tenant-level roles by email address. */
  users: Record<string, readonly string[]>
  names: Record<string, string>
}

export interface DemoOrganization {
  slug: string
  displayName: string
  colors?: { primary: string; background: string }
  members: Record<string, readonly string[]>
  ownRoles?: Record<string, { description: string; portal: readonly string[]; api: readonly string[] }>
}

/** This password is public, so the demo listens on this machine only. */
export const demoPassword = 'open-the-front-door'

const documents = {
  'read:documents': 'Read documents',
  'write:documents': 'Write documents',
  'delete:documents': 'Delete documents',
  'read:audit': 'Read the audit trail',
}

const onDocuments = {
  Owner: ['read:documents', 'write:documents', 'delete:documents'],
  Admin: ['read:documents', 'write:documents', 'delete:documents'],
  Member: ['read:documents', 'write:documents'],
  Viewer: ['read:documents'],
  Support: ['read:documents', 'read:audit'],
}

export const demoTenants: readonly DemoTenant[] = [
  {
    id: 'lumen',
    name: 'Lumen',
    subdomain: null,
    api: { identifier: 'https://api.lumen.test', name: 'Lumen API', permissions: documents },
    onApi: onDocuments,
    organizations: [
      {
        slug: 'acme',
        displayName: 'Acme',
        colors: { primary: '#9a3412', background: '#fffaf5' },
        members: {
          'ann@acme.test': ['Owner'],
          'ben@acme.test': ['Admin'],
          'cai@acme.test': ['Member'],
          'vic@acme.test': ['Viewer'],
          'sam@lumen.test': ['Viewer'],
        },
      },
      {
        slug: 'globex',
        displayName: 'Globex',
        colors: { primary: '#115e59', background: '#f5fbfa' },
        members: { 'gil@globex.test': ['Owner'], 'gus@globex.test': ['Member'], 'ann@acme.test': ['Member'] },
      },
      {
        slug: 'initech',
        displayName: 'Initech',
        members: { 'ivy@initech.test': ['Owner'], 'aud@initech.test': ['Auditor'] },
        ownRoles: {
          Auditor: {
            description: 'Reads what happened, and changes nothing.',
            portal: ['read:organization_logs', 'read:organization_members'],
            api: ['read:audit'],
          },
        },
      },
    ],
    users: { 'olu@lumen.test': ['Operator'], 'sam@lumen.test': ['Support'] },
    names: {
      'ann@acme.test': 'Ann',
      'ben@acme.test': 'Ben',
      'cai@acme.test': 'Cai',
      'vic@acme.test': 'Vic',
      'sam@lumen.test': 'Sam',
      'gil@globex.test': 'Gil',
      'gus@globex.test': 'Gus',
      'ivy@initech.test': 'Ivy',
      'aud@initech.test': 'Aud',
      'olu@lumen.test': 'Olu',
    },
  },
  {
    id: 'umbra',
    name: 'Umbra',
    subdomain: 'umbra',
    api: { identifier: 'https://api.umbra.test', name: 'Umbra API', permissions: documents },
    onApi: onDocuments,
    organizations: [
      { slug: 'acme', displayName: 'Acme', members: { 'ann@acme.test': ['Owner'] } },
      { slug: 'hooli', displayName: 'Hooli', members: { 'ann@acme.test': ['Owner'] } },
      { slug: 'piper', displayName: 'Piper', members: { 'ann@acme.test': ['Member'] } },
    ],
    users: {},
    names: { 'ann@acme.test': 'Ann' },
  },
]
