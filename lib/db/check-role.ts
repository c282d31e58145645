import { roleTimeouts } from './connection-options'
import { prisma } from './prisma'

/** Row security does not bind superusers, BYPASSRLS and owners. @throws Error with one line that says what to do */
export async function checkRole(): Promise<void> {
  const [role] = await prisma().$queryRaw<{ name: string; unbound: boolean; owns: boolean }[]>`
    SELECT current_user::text AS name,
      (SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user) AS unbound,
      EXISTS (
        SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND pg_has_role(current_user, c.relowner, 'MEMBER')
      ) AS owns`
  if (!role || role.unbound || role.owns) {
    throw new Error(
      `DATABASE_URL signs in as “${role?.name ?? 'nobody'}”, a role that row security does not bind. ` +
        'Use one that is not a superuser, has no BYPASSRLS and owns no tables.',
    )
  }
}

/** Else a statement could run, and a lock be held, for ever. @throws Error with one line that says what to do */
export async function checkTimeouts(): Promise<void> {
  const settings = await prisma().$queryRaw<{ name: keyof typeof roleTimeouts; value: number }[]>`
    SELECT name, setting::int AS value FROM pg_settings WHERE name = ANY (${Object.keys(roleTimeouts)})`
  const wrong = settings.find(({ name, value }) => value === 0 || value > roleTimeouts[name])
  if (!wrong) return
  throw new Error(
    `${wrong.name} is ${wrong.value} in a session of DATABASE_URL’s role, and has to be between 1 and ${roleTimeouts[wrong.name]} milliseconds. ` +
      'Run `npm run migrate`, which sets it for the role. A pooler has to open its connections again after that: RECONNECT in PgBouncer’s console.',
  )
}
