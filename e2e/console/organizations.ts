import { randomUUID } from 'node:crypto'
import type { ConsoleInputs } from './action-input'

const overview = { inOrganization: true } as const

export const inputs: ConsoleInputs = {
  'new create': {
    fields: () => ({
      name: 'New pier',
      slug: `pier-${randomUUID().slice(0, 8)}`,
      email: `owner-${randomUUID().slice(0, 8)}@pier.test`,
    }),
  },
  '[organizationId] rename': { ...overview, fields: () => ({ name: 'Harbour' }) },
  '[organizationId] saveSlug': { ...overview, fields: () => ({ slug: `pier-${randomUUID().slice(0, 8)}` }) },
  '[organizationId] saveMetadata': { ...overview, fields: () => ({ metadata: '{"plan": "gold"}' }) },
}
