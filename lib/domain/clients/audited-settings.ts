import type { ClientSettings } from './read-client'

/** What the audit says of an application’s settings: of metadata the names, of keys their thumbprints. */
export function auditedSettings({ metadata, keys, ...rest }: Partial<ClientSettings>) {
  return {
    ...rest,
    ...(metadata === undefined ? {} : { metadata: Object.keys(metadata).sort() }),
    ...(keys === undefined ? {} : { keys: keys.map(({ kid }) => kid) }),
  }
}
