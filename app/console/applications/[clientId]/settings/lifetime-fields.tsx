import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import type { Client } from '@/lib/domain/clients/read-client'

const lifetimes = [
  { name: 'id_token_lifetime', key: 'idTokenSeconds', label: 'ID token', help: undefined },
  {
    name: 'idle_refresh_token_lifetime',
    key: 'refreshIdleSeconds',
    label: 'Unused refresh token',
    help: 'It expires if it isn’t used for this time.',
  },
  {
    name: 'refresh_token',
    key: 'refreshAbsoluteSeconds',
    label: 'Refresh tokens in total',
    help: 'After this time people sign in again.',
  },
] as const

/** Access tokens live as long as their API says. */
export function LifetimeFields({ client }: { client: Client }) {
  return lifetimes.map(({ name, key, label, help }) => (
    <Field key={name} name={name} label={label} help={help}>
      <Input inputMode="numeric" autoComplete="off" defaultValue={client[key]} className="max-w-48" />
    </Field>
  ))
}
