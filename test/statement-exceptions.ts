import type { Exception } from './statement-tenants.ts'

/** Statements and tables of the app’s role that belong to no tenant, and why. docs/scale.md says what becomes of each. */
export const exceptions: readonly Exception[] = [
  {
    name: 'the tenants themselves',
    matches: /a request has a host and no tenant yet/,
    reason:
      'A process reads them all every few seconds, and finds the tenant of a request by its host in memory.',
  },
  {
    name: 'log streams',
    matches: /the log streams of all tenants are served/,
    reason: 'A worker looks for one that has something to send. No request waits for it.',
  },
  {
    name: 'webhooks',
    matches: /the webhooks of all tenants are served/,
    reason: 'A worker looks for tenants that have one. No request waits for it.',
  },
  {
    name: 'processes and their secrets',
    matches: /a process compares its secrets with those of others/,
    reason: 'Which processes run, and whether they can open signing keys. No request waits for it.',
  },
  {
    name: 'the queue',
    // The second: pg-boss looks at the indexes of its tables.
    matches: /pgboss\.|FROM pg_class i\s+JOIN pg_index x ON/,
    reason: 'Jobs name their tenant in their data; the tables of pg-boss do not have it.',
  },
  {
    name: 'kept answers',
    matches: /limits\.kept_answers/,
    reason: 'By a hash of tenant, caller and Idempotency-Key: one row.',
  },
  {
    name: 'rate limits',
    matches: /limits"?\."?rate_limits/,
    reason: 'By a hash of what is limited, such as a network: one row.',
  },
  {
    name: 'the lease of an Idempotency-Key',
    matches: /limits\.leases|foyer\.assert_lease\(/,
    reason: 'By a hash of tenant, caller and Idempotency-Key: one row.',
  },
]
