import { Form, type FormAction } from '@/components/form/form'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import type { RoleOption } from '@/components/ui/plain-role-list'
import { Select } from '@/components/ui/select'
import { SubmitButton } from '@/components/ui/submit-button'
import type { JoinLink } from '@/lib/domain/join-links/queries'
import type { ContinuedAct } from '@/lib/http/continued-acts'
import { joinLinkLifetimes } from '../lifetimes'
import { LinkRoles } from './link-roles'

export interface JoinLinkFormProps {
  action: FormAction
  /** What a recent sign-in is required for. */
  act?: ContinuedAct | undefined
  roles: RoleOption[]
  /** Preselected for a new link. */
  defaultRoleId: string | null
  /** Null: a new one. */
  link: JoinLink | null
}

export function JoinLinkForm({ action, act, roles, defaultRoleId, link }: JoinLinkFormProps) {
  const chosen = link?.roles.map(({ id }) => id) ?? (defaultRoleId === null ? [] : [defaultRoleId])
  return (
    <Form action={action} act={act} className="flex max-w-form flex-col gap-4">
      {link && <input type="hidden" name="id" value={link.id} />}
      <LinkRoles options={roles} chosen={chosen} isNew={link === null} />
      <Field
        name="domains"
        label="Allowed email domains"
        help="Separate with commas or spaces. Leave this empty to let people join with any address."
      >
        <Input
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          placeholder="example.com"
          defaultValue={link?.allowedDomains.join(', ')}
        />
      </Field>
      <Field
        name="max_uses"
        label="Limit"
        help="How many people can join with this link. Leave this empty for no limit."
      >
        <Input inputMode="numeric" autoComplete="off" defaultValue={link?.maxUses ?? undefined} />
      </Field>
      <Field name="ttl_sec" label="The link works for">
        {link ? (
          <Select options={[{ value: '', label: 'As long as before' }, ...joinLinkLifetimes.map(fromNow)]} />
        ) : (
          <Select options={joinLinkLifetimes} defaultValue="604800" />
        )}
      </Field>
      <SubmitButton className="self-start">{link ? 'Save changes' : 'Create join link'}</SubmitButton>
    </Form>
  )
}

function fromNow({ value, label }: { value: string; label: string }) {
  return { value, label: `${label} from now` }
}
